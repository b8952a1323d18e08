"""What becomes of an article's proposals, as they are taken, left and corrected."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.drafting.drafter import propose
from collab_tui.drafting.lexicon import Lexicon
from collab_tui.drafting.pages import Page
from collab_tui.drafting.reading import article_of
from collab_tui.drafting.topics import Topics
from collab_tui.forms.asked import Ask
from collab_tui.keeping.paths import PathError
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.texts import shown
from collab_tui.reviewing.asking import ask_about, ask_about_source
from collab_tui.reviewing.beginning import review_of
from collab_tui.reviewing.items import Item
from collab_tui.reviewing.marked import marks_of, safe, wrapped
from collab_tui.reviewing.outcome import outcome_of
from collab_tui.reviewing.review import Review
from collab_tui.reviewing.telling import Sort, about, rows_of, words_of
from tests.conftest import TODAY, Registry
from tests.reviewing.articles import CENTRE, KNOWN, TWO
from tests.tui.registries import SMALL

Reviewed = Callable[[str], tuple[Review, Catalog]]


@pytest.fixture
def reviewed(registry: Registry, opened: Callable[..., Catalog]) -> Reviewed:
    """Return a function that drafts an article for the small registry."""

    def review(text: str) -> tuple[Review, Catalog]:
        catalog = opened(registry(small=SMALL))
        article = article_of(Page(text=text)).article
        lexicon = Lexicon.of(catalog, None, None)
        proposal = propose(article, catalog, lexicon, Topics.of(catalog), TODAY)
        lexicon.close()
        # It comes from another process.
        found: Review = pickle.loads(pickle.dumps(review_of(proposal, catalog)))
        return found, catalog

    return review


def item(review: Review, words: str, group: int = 0) -> Item:
    """Return the proposal whose value reads so."""
    one = review.groups[group]
    return next(i for i in one.items if words_of(review, one, i).startswith(words))


def answer(catalog: Catalog, question: Ask, typed: str) -> None:
    """Type something, and take the first offer."""
    offers = question.offers(catalog, typed)
    at = question.first(offers, typed)
    question.take(typed, offers[at] if at is not None else None)


def parties(table: dict[str, Any]) -> list[str]:
    return [one["institution"] for one in table["participants"]]


def test_what_is_taken_becomes_the_record_and_what_is_new_goes_with_it(reviewed: Reviewed) -> None:
    review, _ = reviewed(CENTRE)
    (group,) = review.groups
    names = [one for one in group.items if not one.is_other]
    assert [one.score for one in names] == sorted((one.score for one in names), reverse=True)
    assert {one.start for one in marks_of(group.items) if one.item.kind is Kind.PERSON} == {
        CENTRE.replace("\n\n", "\n").index(name)
        for name in ("Adeline Koh", "Wei Zhang", "Jonas Blum")
    }
    outcome = outcome_of(review, group)
    table = outcome.onto(outcome.table)
    assert (table["id"], table["type"], table["place"]) == ("ssc", "joint-centre", "Shanghai")
    assert parties(table) == ["nuh", "ruijin", "merlion-health-university"]
    new = {str(ref) for ref, _ in outcome.others}
    assert {"institution/merlion-health-university", "person/adeline-koh"} < new
    assert not any("harbour" in one or "blum" in one for one in new)

    review.toggle(group, item(review, "Ruijin Hospital"))
    review.toggle(group, item(review, "Shanghai"))
    assert review.toggle(group, item(review, "Harbour Clinic")) == ""
    outcome = outcome_of(review, group)
    table = outcome.onto(outcome.table)
    assert parties(table) == ["nuh", "merlion-health-university", "harbour-clinic"]
    assert "place" not in table
    supported = {path for one in table["evidence"] for path in one["supports"]}
    assert not {"place", "participants.ruijin"} & supported
    assert "participants.harbour-clinic" in supported
    new = {str(ref) for ref, _ in outcome.others}
    assert "person/wei-zhang" not in new, "the party that this person acts for was left"
    assert "institution/harbour-clinic" in new


def test_a_correction_chooses_another_record_or_value(reviewed: Reviewed) -> None:
    review, catalog = reviewed(CENTRE)
    (group,) = review.groups
    answer(catalog, ask_about(review, group, item(review, "Ruijin Hospital")), "philips")
    answer(catalog, ask_about(review, group, item(review, "Merlion")), "Merlion Academy")
    start = next(one for one in group.items if one.path == "dates.start")
    when = ask_about(review, group, start)
    with pytest.raises(PathError, match="write 2024-10-15"):
        when.take("2026-15", None)
    answer(catalog, when, "2026-03")
    answer(catalog, ask_about(review, group, item(review, "joint centre")), "initiative")
    answer(catalog, ask_about(review, group, item(review, "Straits")), "Straits Centre for Stroke")
    blum = item(review, "Jonas Blum")
    assert "for whom" in review.toggle(group, blum)
    answer(catalog, ask_about(review, group, blum), "phil")
    answer(catalog, ask_about_source(review, "url"), "https://news.example.org/centre")
    outcome = outcome_of(review, group)
    table = outcome.onto(outcome.table)
    assert "id" not in table, "the form makes one from the new name"
    assert table["name"] == {"en": "Straits Centre for Stroke"}
    assert (table["type"], table["dates"]["start"]) == ("initiative", "2026-03")
    assert parties(table) == ["nuh", "philips", "merlion-academy"]
    assert [
        p if isinstance(p, str) else p["person"] for p in table["participants"][1]["people"]
    ] == [
        "wei-zhang",
        "jonas-blum",
    ]
    others = dict(outcome.others)
    assert others[Ref(Kind.PERSON, "wei-zhang")]["affiliations"][0]["institution"] == "philips"
    assert others[Ref(Kind.INSTITUTION, "merlion-academy")]["name"] == "Merlion Academy"
    source = next(table for ref, table in others.items() if ref.kind is Kind.SOURCE)
    assert source["url"] == "https://news.example.org/centre"


def test_what_the_registry_has_is_added_to_and_its_own_word_stays(reviewed: Reviewed) -> None:
    review, catalog = reviewed(KNOWN)
    (group,) = review.groups
    signed = item(review, "6 Oct 2024")
    rows = rows_of(review)
    said = {str(row.item.path): about(review, row)[1] for row in rows if row.item is not None}
    assert "the registry says 5 Oct 2024" in said["dates.signed"]
    assert "the registry has nothing there" in said["place"]
    outcome = outcome_of(review, group)
    begun = outcome.start(catalog)
    assert begun.ref == Ref(Kind.AGREEMENT, "ssmic")
    assert begun.base is not None
    table = begun.table
    assert str(table["dates"]["signed"]) == "2024-10-05"
    assert (table["place"], table["status"]) == ("Shanghai", "active")
    assert table["focus_areas"] == ["car-t", "oncology"]
    assert table["participants"] == begun.base["participants"]
    added = table["evidence"][len(begun.base["evidence"]) :]
    supported = {path for one in added for path in one["supports"]}
    assert {"place", "participants.nuh", "focus_areas.oncology"} <= supported
    assert not {"status", "dates.signed"} & supported, "the sentence says something else"

    review.toggle(group, signed)
    again = outcome_of(review, group).start(catalog)
    assert str(again.table["dates"]["signed"]) == "2024-10-06"
    review.toggle_known(group)
    new = outcome_of(review, group).start(catalog)
    assert new.ref is None
    assert shown(new.table["name"]) == "Sino-Singapore Medical Innovation Centre"


def test_several_agreements_are_written_one_after_the_other(reviewed: Reviewed) -> None:
    review, _ = reviewed(TWO)
    first, second = review.groups
    assert [one.item for one in rows_of(review) if one.sort is Sort.GROUP] == [None, None]
    review.toggle(second, item(review, "Badan Standardisasi", 1))
    assert review.name_of(second) == "Licence of National University Hospital"
    review.toggle(second, item(review, "Badan Standardisasi", 1))
    assert review.name_of(second).endswith("Hospital and Badan Standardisasi Nasional")
    outcome = outcome_of(review, first)
    assert [ref.kind for ref, _ in outcome.others] == [Kind.SOURCE]
    written = Ref(Kind.AGREEMENT, "memorandum")
    review.write(first, written, (ref for ref, _ in outcome.others))
    assert not review.is_done
    assert "written already" in review.toggle(first, first.items[0])
    outcome = outcome_of(review, second)
    assert not outcome.others, "the source is in the registry by now"
    assert parties(outcome.onto(outcome.table)) == ["nuh", "bsn"]


def test_the_text_keeps_its_places_in_lines_of_any_width() -> None:
    text = "One two three\n上海交通大学医学院\n" + "x" * 30
    for width in (6, 11, 40):
        lines = wrapped(text, width, [4])
        said = [text[start:end] for start, end in lines]
        assert "".join(said).replace(" ", "") == text.replace("\n", "").replace(" ", "")
        assert all(len(one) <= width for one in said)
        assert all(2 * len(one) <= width for one in said if "上" in one)
    assert wrapped("aa bb", 5, []) == [(0, 5)]
    assert wrapped("aa bb", 5, [3]) == [(0, 2), (3, 5)], "a sign stands before the second word"
    hostile = "a\x1b[31mb\u202ec\nd"
    assert len(safe(hostile)) == len(hostile)
    assert "\x1b" not in safe(hostile)
    assert "\u202e" not in safe(hostile)
