"""What the user marked, as queries, views and commands ask for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.marks import Marks
from collab_tui.cli import cli
from collab_tui.diary import Diary
from collab_tui.places import state_folder
from collab_tui.query import parse
from collab_tui.records.kinds import Kind, Ref
from collab_tui.views.state import State
from collab_tui.views.view import View
from tests.conftest import SMALL

NUH, STROKE = Ref(Kind.INSTITUTION, "nuh"), Ref(Kind.AGREEMENT, "stroke-mou")


def found(catalog: Catalog, query: str) -> set[str]:
    results = catalog.search(parse(query)).found
    return {str(row.ref) for numbers in results.values() for row in catalog.shown.rows(numbers)}


def test_marks_are_found_by_queries_of_every_clone(opened: Callable[..., Catalog]) -> None:
    catalog = opened(SMALL)
    clone = catalog.clone()
    assert found(clone, "is:marked") == set()
    for ref in (STROKE, NUH, Ref(Kind.INSTITUTION, "gone")):
        assert catalog.marks.toggle(ref)
    assert found(clone, "is:marked") == {str(NUH), str(STROKE)}
    assert found(clone, "is:marked kind:agreement") == {str(STROKE)}
    every, rest = found(clone, ""), found(clone, "-is:marked")
    assert every - rest == {str(NUH), str(STROKE)}
    assert not catalog.marks.toggle(NUH)
    assert found(clone, "is:marked,undisclosed") >= {str(STROKE)}
    assert str(NUH) not in found(clone, "is:marked")
    clone.close()


def test_a_view_of_what_is_marked_follows_the_marks(opened: Callable[..., Catalog]) -> None:
    catalog = opened(SMALL)
    view = View(catalog)
    totals = []
    for ref in (STROKE, Ref(Kind.AGREEMENT, "genomics"), STROKE):
        catalog.marks.toggle(ref)
        view.draw("is:marked", State("timeline"), 80, 24)
        totals.append(view.total)
    assert totals == [1, 2, 1]


def test_unmarking_all_can_be_taken_back_until_something_else_is_marked() -> None:
    marks = Marks()
    for ref in (NUH, STROKE):
        marks.toggle(ref)
    assert (marks.clear(), [*marks]) == (2, [])
    assert marks.restore()
    assert [*marks] == [NUH, STROKE]
    assert not marks.restore()
    marks.clear()
    marks.toggle(STROKE)
    assert not marks.restore()
    assert [*marks] == [STROKE]


def test_a_diary_keeps_the_marks_of_other_visits_that_were_not_taken_away() -> None:
    marks = Marks()
    marks.take(["institution/nuh", "no ref", "agreement/stroke-mou"])
    marks.toggle(NUH)
    marks.toggle(Ref(Kind.PERSON, "new"))
    meanwhile = ["institution/nuh", "agreement/stroke-mou", "source/of-another-explorer"]
    assert marks.added_to(meanwhile) == [*meanwhile[1:], "person/new"]
    marks.take(["institution/nuh"])
    assert NUH not in marks, "a diary that is read late does not bring it back"


def test_a_record_that_is_gone_stays_marked_but_does_not_count() -> None:
    marks = Marks()
    for ref in (NUH, STROKE):
        marks.toggle(ref)
    marks.note_gone([NUH])
    assert (marks.there, [*marks]) == ([STROKE], [NUH, STROKE])
    assert marks.clear() == 1
    marks.note_gone([])
    marks.restore()
    assert marks.there == [NUH, STROKE]


def test_commands_find_what_was_marked_at_the_last_visit(tmp_path: Path) -> None:
    diary = Diary.of([SMALL], state_folder())
    diary.marks = [str(STROKE), str(NUH)]
    diary.write()
    assert Diary.of([SMALL], state_folder()).marks == diary.marks
    environment = {"COLLAB_TUI_CACHE": str(tmp_path)}
    arguments = ["search", "-d", str(SMALL), "-f", "ids", "is:marked"]
    ran = CliRunner().invoke(cli, arguments, env=environment)
    assert sorted(ran.stdout.split()) == [str(STROKE), str(NUH)]
