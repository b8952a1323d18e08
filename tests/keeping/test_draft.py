"""A change as the explorer makes it: a new table for a record, tried, shown, written, undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.keeping import draft
from collab_tui.keeping.draft import BrokenError
from collab_tui.keeping.keeper import Keeper
from collab_tui.keeping.writing import ChangedMeanwhileError, content_of
from collab_tui.records.kinds import Kind, Ref

TEXT = """\
# People.
[[person]]
id = "p" # by hand
name = "P"

[[institution]]
id = "i"
name = "I"
"""
P = Ref(Kind.PERSON, "p")


@pytest.fixture
def folder(registry: Callable[..., Path]) -> Path:
    return registry(a=TEXT)


@pytest.fixture
def keeper(folder: Path, opened: Callable[..., Catalog]) -> Keeper:
    return Keeper(opened(folder))


def test_what_a_form_says_is_tried_shown_written_and_undone(keeper: Keeper, folder: Path) -> None:
    table = keeper.definition(P).held.table
    draft = keeper.rewrite(P, {**table, "affiliations": [{"institution": "i"}], "aliases": ["Q"]})
    assert [problem.code for problem in draft.problems()] == ["unsourced"]
    assert '+aliases = ["Q"]\n' in draft.diff()
    assert (folder / "a.toml").read_text() == TEXT
    draft.write()
    assert 'id = "p" # by hand\nname = "P"\naliases = ["Q"]\n' in (folder / "a.toml").read_text()
    draft.undo()
    assert (folder / "a.toml").read_text() == TEXT


def test_mistakes_are_told_with_their_fields_and_not_written(keeper: Keeper, folder: Path) -> None:
    table = keeper.definition(P).held.table
    draft = keeper.rewrite(P, {**table, "affiliations": [{"institution": "no"}], "links": ["x"]})
    found = {problem.code: problem.place for problem in draft.problems()}
    assert found["no-such-record"].path == ("person", 0, "affiliations", 0, "institution")
    assert found["bad-url"].path == ("person", 0, "links", 0)
    assert found["bad-url"].line == 8
    with pytest.raises(BrokenError):
        draft.write()
    assert (folder / "a.toml").read_text() == TEXT


def test_both_versions_are_there_where_a_file_changed_meanwhile(
    keeper: Keeper, folder: Path
) -> None:
    draft = keeper.rewrite(P, {"id": "p", "name": "Mine"})
    theirs = TEXT.replace('"P"', '"Theirs"')
    (folder / "a.toml").write_text(theirs)
    with pytest.raises(ChangedMeanwhileError) as caught:
        draft.write()
    assert caught.value.found == theirs.encode()
    assert b'"Mine"' in (draft.changes[folder / "a.toml"].after or b"")
    assert (folder / "a.toml").read_text() == theirs


def test_an_undo_does_not_take_away_what_came_after(keeper: Keeper, folder: Path) -> None:
    draft = keeper.rewrite(P, {"id": "p", "name": "Mine"})
    draft.write()
    later = (folder / "a.toml").read_text() + "# later\n"
    (folder / "a.toml").write_text(later)
    with pytest.raises(ChangedMeanwhileError):
        draft.undo()
    assert (folder / "a.toml").read_text() == later


def test_a_new_file_is_taken_away_again(keeper: Keeper, folder: Path) -> None:
    ref, draft = keeper.add(Kind.FOCUS_AREA, {"name": "Žilní přístup"})
    assert ref == Ref(Kind.FOCUS_AREA, "zilni-pristup")
    draft.write()
    assert (folder / "focus-areas.toml").exists()
    draft.undo()
    assert not (folder / "focus-areas.toml").exists()


def test_a_new_record_goes_where_most_of_its_country_are_and_no_other_file_is_read(
    registry: Callable[..., Path], opened: Callable[..., Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    def some(country: str, *ids: str) -> str:
        table = '[[institution]]\nid = "{i}"\nname = "{i}"\ncountry = "{country}"\n'
        return "".join(table.format(i=i, country=country) for i in ids)

    def noted(path: Path) -> bytes | None:
        read.append(path)
        return content_of(path)

    folder = registry(
        few=some("SG", "a"),
        most=some("CN", "b", "c", "d"),
        mixed=some("CN", "e", "f") + some("SG", "g", "h"),
        broken=some("ID", "i", "j") + "a = [\n",
    )
    keeper = Keeper(opened(folder))
    read: list[Path] = []
    monkeypatch.setattr(draft, "content_of", noted)
    for country, file in (("SG", "mixed"), ("CN", "most"), ("ID", "mixed"), (5, "mixed")):
        read.clear()
        table = {"id": "new", "name": "New", "country": country}
        _, added = keeper.add(Kind.INSTITUTION, table)
        assert [path.stem for path in added.changes] == [file]
        assert read == [folder / f"{file}.toml"]
    _, added = keeper.add(Kind.FOCUS_AREA, {"id": "new", "name": "New"})
    assert [path.name for path in added.changes] == ["focus-areas.toml"]
