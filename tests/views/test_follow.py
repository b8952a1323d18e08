"""A view follows the files, is cheap to draw again, and is the same in every thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views.matrix import Matrix
from collab_tui.catalog.views.pairs import Pairs
from collab_tui.query import QueryError
from collab_tui.views.look import Look
from collab_tui.views.state import State
from collab_tui.views.view import View
from tests.conftest import Registry
from tests.views.made import made

HERE = '[[institution]]\nid = "a"\nname = "A"\ncountry = "SG"\n'
AGREED = (
    '[[agreement]]\nid = "x"\nname = "X"\ntype = "mou"\ndates = { signed = 2020 }\n'
    'participants = [{ institution = "a" }]\n'
)
LOOK = State("matrix", rows="type", columns="country")


def columns(view: View) -> list[tuple[str, int]]:
    found = view.numbers("", LOOK)
    return [(row["column"], row["count"]) for row in found]


def test_a_view_follows_when_an_institution_moves(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(a=HERE, b=AGREED)
    catalog = opened(folder)
    view = View(catalog)
    assert columns(view) == [("SG", 1)]
    (folder / "a.toml").write_text(HERE.replace("SG", "CN"), "utf-8")
    catalog.refresh()
    assert columns(view) == [("CN", 1)]
    (folder / "a.toml").write_text(HERE.replace('country = "SG"\n', ""), "utf-8")
    catalog.refresh()
    assert columns(view) == [("none", 1)]
    (folder / "b.toml").unlink()
    catalog.refresh()
    assert columns(view) == []


def test_an_overview_without_agreements_counts_no_countries(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    view = View(opened(registry(a=HERE, b=AGREED)))
    drawn = {query: view.draw(query, State("overview"), 80).text() for query in ("", "id:a")}
    assert "1 country" in drawn[""]
    assert "1 institution" in drawn["id:a"]
    assert "countr" not in drawn["id:a"]


def test_names_on_a_timeline_are_told_apart_from_all_in_sight(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    names = [f"Memorandum of understanding on health cooperation ({year})" for year in (2017, 2022)]
    names.insert(1, "Between them")
    made = (
        AGREED.replace('"X"', f'"{name}"').replace('"x"', f'"x{n}"').replace("2020", str(2017 + n))
        for n, name in enumerate(names)
    )
    view = View(opened(registry(a=HERE, b="".join(made))))
    drawn = view.draw("", State("timeline", rows="type"), 60, 12).text()
    assert "…(2017)" in drawn
    assert "…(2022)" in drawn


def test_what_was_asked_is_kept_until_the_question_is_another(drawn_of: Catalog) -> None:
    view = View(drawn_of)
    looks = [LOOK, LOOK.panned(1, 2), State("matrix", rows="type", columns="country", shade=True)]
    data = []
    for look in looks:
        view.draw("", look, 60, 20)
        data.append(view.data(Look("", look, 60, 20)))
    assert data[0] is data[1] is data[2]
    view.draw("type:mou", LOOK, 60, 20)
    other = view.data(Look("type:mou", LOOK, 60, 20))
    assert isinstance(other, Matrix)
    assert other is not data[0]


def test_a_clone_draws_the_same(drawn_of: Catalog) -> None:
    clone = drawn_of.clone()
    for name in ("overview", "timeline", "matrix", "map"):
        mine = View(drawn_of).draw("type:mou", State(name), 60, 20)
        assert View(clone).draw("type:mou", State(name), 60, 20).lines() == mine.lines()
    clone.close()


def test_a_mistake_in_the_query_is_told(drawn_of: Catalog) -> None:
    with pytest.raises(QueryError):
        View(drawn_of).draw("country:Atlantis", State(), 60, 20)
    with pytest.raises(QueryError):
        View(drawn_of).draw("(", State(), 60, 20)


def test_a_look_can_be_panned_as_far_as_one_likes(drawn_of: Catalog) -> None:
    view = View(drawn_of)
    for name in ("overview", "timeline", "matrix", "map"):
        for state in (State(name).panned(9999, 9999), State(name).panned(-9999, -9999)):
            for zoom in (-20, 0, 20):
                canvas = view.draw("", state.zoomed(zoom), 60, 20)
                assert canvas.height == 20


@pytest.mark.parametrize("size", [(30, 8), (40, 12), (200, 80)])
def test_every_size_can_be_drawn(drawn_of: Catalog, size: tuple[int, int]) -> None:
    about = ("institution/cn-0", "institution/sg-1")
    view = View(drawn_of)
    for name in ("overview", "timeline", "matrix", "map", "partners", "paths", "compare"):
        canvas = view.draw("", State(name, about=about), *size)
        assert (canvas.width, canvas.height) == size


def test_the_registry_of_these_tests_is_the_same_every_time() -> None:
    assert made() == made()


LOOKS = (State("overview"), State("matrix"), State("matrix", rows="with", columns="role"))


def test_what_views_count_by_is_kept_in_the_catalog_until_a_file_changes(
    registry: Registry, opened: Callable[..., Catalog], tmp_path: Path
) -> None:
    folder, cache = registry(a=HERE, b=AGREED, more=made()), tmp_path / "cache"
    first = opened(folder, cache=cache)
    drawn = [View(first).draw("", look, 80, 42).text() for look in LOOKS]
    assert first.sets.ask(lambda sets: sets.unkept)
    first.sets.keep()
    second = opened(folder, cache=cache)
    assert [View(second).draw("", look, 80, 42).text() for look in LOOKS] == drawn
    assert not second.sets.ask(lambda sets: sets.unkept), "nothing is made again"
    (folder / "a.toml").write_text(HERE.replace("SG", "CN"), "utf-8")
    second.refresh()
    assert ("CN", 1) in columns(View(second))
    assert ("CN", 1) in columns(View(first))
    second.sets.ask(lambda sets: sets.unkept.clear())
    first.sets.keep()
    assert ("CN", 1) in columns(View(opened(folder, cache=cache)))


def test_the_overview_of_everything_is_kept_for_its_day(
    registry: Registry, opened: Callable[..., Catalog], tmp_path: Path
) -> None:
    folder, cache = registry(a=HERE, b=AGREED, more=made()), tmp_path / "cache"
    first = opened(folder, cache=cache)
    drawn = View(first).draw("", State(), 80, 60).text()
    first.sets.keep()

    def stop() -> None:
        raise AssertionError("it is counted again")

    second = opened(folder, cache=cache)
    second.sets.check = stop
    assert View(second).draw("", State(), 80, 60, highlighted=1).text() == drawn
    with pytest.raises(AssertionError):
        View(second).draw("type:mou", State(), 80, 60)
    tomorrow = Catalog.open([folder], cache, first.today + timedelta(days=1))
    tomorrow.sets.check = stop
    with pytest.raises(AssertionError):
        View(tomorrow).draw("", State(), 80, 60)
    tomorrow.close()


def test_what_was_made_of_an_older_reading_is_not_kept(
    registry: Registry, opened: Callable[..., Catalog], tmp_path: Path
) -> None:
    folder, cache = registry(a=HERE, b=AGREED), tmp_path / "cache"
    first, second = opened(folder, cache=cache), opened(folder, cache=cache)
    assert columns(View(first)) == [("SG", 1)]
    (folder / "a.toml").write_text(HERE.replace("SG", "CN"), "utf-8")
    second.refresh()
    first.sets.keep()
    assert columns(View(opened(folder, cache=cache))) == [("CN", 1)]


def test_a_view_breaks_off_between_two_steps_and_is_drawn_later(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    class NoMoreError(Exception):
        pass

    catalog = opened(registry(a=made()))
    steps: list[int] = []

    def stop_at(last: int) -> None:
        steps.append(last)
        if len(steps) == last:
            raise NoMoreError

    catalog.sets.check = partial(stop_at, 0)
    whole = View(catalog).draw("country:SG", State("overview"), 80, 42).text()
    count = len(steps)
    assert count > 10
    for last in range(1, count, 4):
        catalog = opened(*catalog.layers)
        steps.clear()
        catalog.sets.check, view = partial(stop_at, last), View(catalog)
        with pytest.raises(NoMoreError):
            view.draw("country:SG", State("overview"), 80, 42)
        assert view.draw("country:SG", State("overview"), 80, 42).text() == whole


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.integers(0, 20), max_size=9)))
def test_pairs_tell_who_has_what(groups: dict[str, list[int]]) -> None:
    pairs = Pairs.read(*Pairs.of(groups.items()).written())
    held = {key: {*places} for key, places in groups.items() if places}
    assert {key: {*pairs.having(key)} for key in pairs.keys} == held
    assert pairs.sizes() == {key: len(places) for key, places in held.items()}
    odd = bytes(place % 2 for place in range(21))
    assert pairs.counts(odd) == {
        key: sum(place % 2 for place in places) for key, places in held.items()
    }
    there = [{key for key in held if place in held[key]} for place in range(21)]
    assert [{*pairs.at(place)} for place in range(21)] == there
    assert [{*keys} for keys in pairs.by_place(21)] == there
    assert pairs.held(21) == [len(keys) for keys in there]
