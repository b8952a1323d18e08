"""The state of exploring, without a screen."""

from __future__ import annotations

from array import array

import pytest

from collab_tui.query import QueryError, parse
from collab_tui.records.kinds import LISTED as PANES
from collab_tui.records.kinds import Kind
from collab_tui.tui.answers import Answer, Listing
from collab_tui.tui.session import HISTORY, Session, is_everything

INSTITUTION, AGREEMENT, FOCUS_AREA = PANES


def answer(text: str, **numbers: list[int]) -> Answer:
    """Answer a query: ``institution=[1, 2]`` and so on."""
    found = {kind: array("q", numbers.get(kind.table, [])) for kind in PANES}
    return Answer(text, {kind: Listing(found[kind], None, 9) for kind in PANES})


def shown(exploration: Session) -> dict[Kind, list[int]]:
    return {kind: list(listing.numbers) for kind, listing in exploration.listings.items()}


def walk(exploration: Session, *numbers: int) -> None:
    for n in numbers:
        exploration.visit(AGREEMENT, n, exploration.stop(reading=True))


def test_a_question_is_parsed_and_its_answer_taken() -> None:
    exploration = Session()
    assert exploration.ask("ruijin") == parse("ruijin")
    assert exploration.text == "ruijin"
    assert exploration.accept(answer("ruijin", institution=[4], agreement=[7, 8]))
    assert shown(exploration) == {INSTITUTION: [4], AGREEMENT: [7, 8], FOCUS_AREA: []}


def test_a_mistake_leaves_the_last_good_lists() -> None:
    exploration = Session()
    exploration.ask("ruijin")
    exploration.accept(answer("ruijin", institution=[4]))
    assert exploration.ask("ruijin (") is None
    assert exploration.error is not None
    assert exploration.text == "ruijin ("
    assert shown(exploration)[INSTITUTION] == [4]


def test_a_mistake_is_forgotten_once_the_query_is_good() -> None:
    exploration = Session()
    exploration.ask("(")
    assert exploration.ask("(a)") is not None
    assert exploration.error is None


def test_the_answer_to_an_older_query_is_not_taken() -> None:
    exploration = Session()
    exploration.ask("ru")
    exploration.ask("rui")
    assert not exploration.accept(answer("ru", institution=[1, 2]))
    assert shown(exploration)[INSTITUTION] == []
    assert exploration.accept(answer("rui", institution=[1]))


def test_a_mistake_in_an_older_query_is_not_noted() -> None:
    exploration = Session()
    exploration.ask("with:nobody")
    exploration.ask("with:nuh")
    error = QueryError("there is no 'nobody'", 5, 11)
    exploration.refuse("with:nobody", error)
    assert exploration.error is None
    exploration.refuse("with:nuh", error)
    assert exploration.error is error


def test_the_record_under_the_present_cursor_is_read() -> None:
    exploration = Session()
    exploration.select(INSTITUTION, 3)
    assert exploration.record == 3


def test_a_cursor_in_another_list_changes_nothing_that_is_read() -> None:
    exploration = Session()
    exploration.select(INSTITUTION, 3)
    exploration.select(AGREEMENT, 7)
    assert exploration.record == 3
    exploration.go_to(AGREEMENT)
    assert exploration.record == 7


def test_a_list_without_a_cursor_leaves_what_is_read() -> None:
    exploration = Session()
    exploration.select(INSTITUTION, 3)
    exploration.go_to(FOCUS_AREA)
    assert (exploration.pane, exploration.record) == (FOCUS_AREA, 3)


def test_a_cursor_stays_on_its_record_when_the_list_changes() -> None:
    exploration = Session()
    exploration.select(INSTITUTION, 3)
    exploration.accept(answer("", institution=[1, 2, 3]))
    assert exploration.position(INSTITUTION) == 2
    exploration.ask("x")
    exploration.accept(answer("x", institution=[3]))
    assert exploration.position(INSTITUTION) == 0


def test_a_cursor_whose_record_is_not_found_goes_to_the_top() -> None:
    exploration = Session()
    exploration.select(INSTITUTION, 3)
    exploration.accept(answer("", institution=[1, 2]))
    assert exploration.position(INSTITUTION) == 0


@pytest.mark.parametrize(
    ("numbers", "best"),
    [
        ({"institution": [1], "agreement": [7]}, INSTITUTION),
        ({"agreement": [7], "focus_area": [9]}, AGREEMENT),
        ({"focus_area": [9]}, FOCUS_AREA),
        ({}, INSTITUTION),
    ],
)
def test_the_best_list_is_the_present_one_unless_it_is_empty(
    numbers: dict[str, list[int]], best: Kind
) -> None:
    exploration = Session()
    exploration.accept(answer("", **numbers))
    assert exploration.best_pane() is best


def test_following_a_link_selects_the_record_in_its_own_list() -> None:
    exploration = Session()
    exploration.select(INSTITUTION, 3)
    walk(exploration, 7)
    assert (exploration.record, exploration.pane) == (7, AGREEMENT)
    assert exploration.selected == {INSTITUTION: 3, AGREEMENT: 7}


def test_a_record_of_a_kind_without_a_list_is_read_where_one_is() -> None:
    exploration = Session()
    exploration.select(INSTITUTION, 3)
    exploration.visit(Kind.PERSON, 20, exploration.stop(reading=True))
    assert (exploration.record, exploration.pane) == (20, INSTITUTION)
    assert exploration.selected == {INSTITUTION: 3}


def test_going_back_returns_to_the_place_with_everything_that_was_there() -> None:
    exploration = Session()
    exploration.ask("ruijin")
    exploration.select(INSTITUTION, 3)
    exploration.visit(AGREEMENT, 7, exploration.stop(reading=True, scroll=12, link=5))
    exploration.ask("other")
    place = exploration.go_back(exploration.stop(reading=True))
    assert place is not None
    assert (place.query, place.reading, place.scroll, place.link) == ("ruijin", True, 12, 5)
    assert (exploration.record, exploration.pane) == (3, INSTITUTION)
    assert exploration.selected == {INSTITUTION: 3}


def test_going_back_and_forward_walks_the_same_way() -> None:
    exploration = Session()
    exploration.select(AGREEMENT, 0)
    walk(exploration, 1, 2, 3)
    seen = [exploration.record]
    for _ in range(2):
        assert exploration.go_back(exploration.stop(reading=True)) is not None
        seen.append(exploration.record)
    for _ in range(2):
        assert exploration.go_forward(exploration.stop(reading=True)) is not None
        seen.append(exploration.record)
    assert seen == [3, 2, 1, 2, 3]
    assert exploration.go_forward(exploration.stop(reading=True)) is None


def test_what_lay_ahead_is_forgotten_when_another_way_is_taken() -> None:
    exploration = Session()
    walk(exploration, 1, 2)
    exploration.go_back(exploration.stop(reading=True))
    walk(exploration, 5)
    assert exploration.go_forward(exploration.stop(reading=True)) is None
    exploration.go_back(exploration.stop(reading=True))
    assert exploration.record == 1


def test_at_the_beginning_there_is_no_way_back() -> None:
    exploration = Session()
    exploration.select(INSTITUTION, 3)
    assert not exploration.can_go_back
    assert exploration.go_back(exploration.stop(reading=False)) is None
    assert exploration.record == 3
    walk(exploration, 1)
    assert exploration.can_go_back


def test_a_place_does_not_change_with_the_cursors() -> None:
    exploration = Session()
    exploration.select(INSTITUTION, 3)
    walk(exploration, 7)
    exploration.select(INSTITUTION, 4)
    exploration.go_back(exploration.stop(reading=True))
    assert exploration.selected == {INSTITUTION: 3}


def test_only_the_last_places_are_remembered() -> None:
    exploration = Session()
    walk(exploration, *range(HISTORY + 50))
    steps = 0
    while exploration.go_back(exploration.stop(reading=True)) is not None:
        steps += 1
    assert steps == HISTORY
    assert exploration.record == 49


def test_no_cursor_comes_back_to_a_record_that_has_gone() -> None:
    exploration = Session()
    exploration.select(AGREEMENT, 7)
    exploration.go_to(INSTITUTION)
    exploration.select(INSTITUTION, 3)
    exploration.forget(3)
    assert (exploration.record, exploration.selected) == (None, {AGREEMENT: 7})
    exploration.go_to(INSTITUTION)
    assert exploration.record is None


def test_a_record_in_two_places_of_the_tree_counts_once() -> None:
    listing = Listing(array("q", [5, 6, 7, 6]), array("q", [0, 1, 0, 1]), 3)
    assert listing.shown == 3
    assert listing.find(6) == 1
    assert listing.find(8) is None
    assert listing.find(None) is None


@pytest.mark.parametrize(("text", "filtered"), [("", False), ("  ", False), ("x", True)])
def test_spaces_are_no_filter(text: str, filtered: bool) -> None:
    exploration = Session(text)
    node = exploration.ask(text)
    assert node is not None
    assert exploration.is_filtered is filtered
    assert is_everything(node) is not filtered
