"""What is true of every view: what it leads to, how wide it is, and how it looked before."""

from __future__ import annotations

from functools import cache

import pytest
from rich.cells import cell_len

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views import FACETS
from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.sets import Sets
from collab_tui.query import parse
from collab_tui.query.edit import with_term
from collab_tui.records.kinds import Kind, Ref
from collab_tui.views.canvas import Canvas
from collab_tui.views.declared import VIEWS
from collab_tui.views.glyphs import to_ascii
from collab_tui.views.state import State
from collab_tui.views.view import View
from tests.views.golden import FOLDER, texts
from tests.views.looks import GOLDEN, LOOKS, QUERIES, SIZES

registries = pytest.mark.parametrize("registry", ["made", "builtin", "odd", "empty"])
looks = pytest.mark.parametrize("state", LOOKS, ids=repr)


def has_all(catalog: Catalog, state: State) -> bool:
    return all(catalog.number(Ref.parse(ref)) is not None for ref in state.about)


def queries(registry: str) -> list[str]:
    """What can be asked: a country without anybody is a mistake."""
    has_countries = registry in ("made", "builtin")
    return [query for query in QUERIES if has_countries or "country:C" not in query]


def drawn(catalog: Catalog, state: State, query: str, height: int | None = None) -> list[Canvas]:
    if not has_all(catalog, state):
        return []
    view = View(catalog)
    return [view.draw(query, state, width, height or most) for width, most in SIZES]


@registries
@looks
def test_a_number_that_can_be_opened_opens_exactly_that_many(
    of_views: dict[str, Catalog], registry: str, state: State
) -> None:
    catalog = of_views[registry]

    @cache
    def count(query: str, kind: Kind) -> int:
        return len(catalog.search(parse(query), [kind]))

    opened = 0
    for query in queries(registry):
        for canvas in drawn(catalog, state, query, 200):
            for _, _, _, lead in canvas.targets():
                assert lead.term or lead.ref or lead.state
                if lead.ref is not None:
                    assert catalog.number(lead.ref) is not None
                if lead.term:
                    found = count(with_term(query, lead.term), lead.kind)
                    assert lead.count is None or found == lead.count, (query, lead)
                    opened += 1
    is_there = has_all(catalog, state) and registry != "empty"
    assert opened or not is_there or state.name == "compare"


@registries
@looks
def test_no_line_is_wider_than_the_view(
    of_views: dict[str, Catalog], registry: str, state: State
) -> None:
    for query in queries(registry):
        for canvas, (width, height) in zip(
            drawn(of_views[registry], state, query), SIZES, strict=False
        ):
            plain = to_ascii(canvas)
            assert canvas.height == plain.height <= height
            for line, row, in_ascii in zip(
                canvas.lines(), plain.glyphs, plain.lines(), strict=True
            ):
                assert cell_len(line) <= width
                assert in_ascii.isascii()
                assert len(row) == width


def test_what_is_drawn_is_what_was_drawn(drawn_of: Catalog) -> None:
    """`python -m tests.views.golden` writes the texts again."""
    kept = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.txt")}
    found = texts(drawn_of)
    assert sorted(kept) == sorted(found)
    for name, text in found.items():
        assert text == kept[name], name
    assert {state.name for state in GOLDEN.values()} == set(VIEWS)


@looks
def test_marks_need_no_colour(drawn_of: Catalog, state: State) -> None:
    """The cells of the record under the lists' cursor are also highlighted in text."""
    if not has_all(drawn_of, state):
        return
    view = View(drawn_of)
    canvas = view.draw("", state, 80, 200)
    led = [target.lead.ref for target in canvas.targets() if target.lead.ref is not None]
    if not led:
        return
    n = drawn_of.number(led[0])
    drawn = view.draw("", state, 80, 200, highlighted=n)
    assert drawn.highlighted
    assert drawn.lines() != canvas.lines() or any(x == 0 for x, _ in drawn.highlighted)
    assert canvas.lines() == view.draw("", state, 80, 200).lines()


@registries
def test_agreements_without_a_value_are_those_that_a_query_finds(
    of_views: dict[str, Catalog], registry: str
) -> None:
    def both(sets: Sets) -> dict[str, tuple[int, int]]:
        facets = [dimension(sets, name) for name in (*FACETS, "focus=")]
        return {one.name: (one.none, sets.standing(parse(one.none_term))) for one in facets}

    catalog = Catalog.open(of_views[registry].layers, None, of_views[registry].today)
    catalog.refresh()
    found = catalog.sets.ask(both)
    catalog.close()
    assert {name: known for name, (known, _) in found.items()} == {
        name: asked for name, (_, asked) in found.items()
    }
    if registry == "made":
        assert {name for name, (known, _) in found.items() if not known} <= {"type", "with", "role"}
