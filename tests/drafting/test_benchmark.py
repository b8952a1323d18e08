"""What `benchmarks.drafts` counts as right, wrong and missed."""

from __future__ import annotations

from typing import Any

from benchmarks.drafts import Count, measured, report

from collab_tui.drafting.topics import Topics

GOLD: dict[str, Any] = {
    "type": "mou",
    "type_alt": ["framework"],
    "participants": [
        {"mention": "Alpha Hospital", "ref": "alpha", "ror": None},
        {"mention": "Beta University", "ref": None, "ror": "02p2bgp27"},
        {"mention": "Gamma", "ref": None, "ror": None},
    ],
    "signed": "2025-03",
    "people": [],
    "focus": ["stroke"],
    "place": None,
    "evidence": "They signed it.",
}
TOPICS = Topics([{"id": "stroke", "name": "Stroke"}])


def item(**gold: Any) -> dict[str, Any]:
    return {"published": None, "gold": {"is_partnership": True, "agreements": [GOLD]} | gold}


def answer(*agreements: dict[str, Any]) -> dict[str, Any]:
    new = [{"id": "b", "identifiers": {"ror": "https://ror.org/02p2bgp27"}}]
    return {"agreements": list(agreements), "institutions": new}


def test_parties_are_the_same_by_record_ror_or_mention() -> None:
    proposed = {
        "name": "x",
        "type": "framework",
        "dates": {"signed": "2025-03-14~"},
        "focus_areas": ["stroke", "cancer"],
        "participants": [
            {"institution": "alpha", "mention": "NGH"},
            {"institution": "b", "mention": "The varsity"},
            {"institution": "x", "mention": "Delta"},
        ],
    }
    score = measured(item(), answer(proposed), TOPICS)
    assert score.counts["parties"] == Count(right=2, wrong=1, missed=1)
    assert score.counts["type"] == Count(right=1)
    assert score.counts["day"] == Count(right=1)
    assert score.counts["focus"] == Count(right=1, wrong=1)
    assert score.misses == ["party missed: Gamma", "party wrong: Delta"]
    lines = list(report([("en", score)]))
    assert lines[2].split() == ["agreements", "en", "1.00", "(1/1)", "1.00", "(1/1)"]


def test_what_is_not_found_and_what_is_too_much() -> None:
    score = measured(item(), answer(), TOPICS)
    assert score.counts["agreements"] == Count(missed=1)
    assert score.counts["parties"] == Count(missed=3)
    extra = {"name": "x", "participants": [{"institution": "x", "mention": "Delta"}]}
    score = measured(item(is_partnership=False), answer(extra), TOPICS)
    assert score.counts["nothing"] == Count(missed=1)
    assert measured(item(is_partnership=False), answer(), TOPICS).counts["nothing"].right == 1
