from __future__ import annotations

from typing import Any

import pytest

from collab_tui.records.evidence import (
    fact_paths,
    sources_of,
    supports,
    unknown_supports,
    unsourced,
)
from collab_tui.records.kinds import Kind

AGREEMENT: dict[str, Any] = {
    "id": "x",
    "name": "X",
    "type": "mou",
    "dates": {"signed": "2024", "end": "2026"},
    "participants": [{"institution": "nuh"}, {"institution": "ruijin", "role": "lead"}],
    "focus_areas": ["car-t"],
    "related": [{"agreement": "y", "type": "follows"}],
    "milestones": [{"date": "2025", "event": "opened"}],
    "undisclosed": [],
    "place": "Shanghai",
}


def evident(*evidence: dict[str, Any]) -> dict[str, Any]:
    return {**AGREEMENT, "evidence": list(evidence)}


def test_every_stated_fact_has_a_path() -> None:
    assert sorted(fact_paths(Kind.AGREEMENT, AGREEMENT)) == [
        "dates.end",
        "dates.signed",
        "focus_areas.car-t",
        "milestones.2025",
        "participants.nuh",
        "participants.ruijin",
        "place",
        "related.y",
        "type",
    ]


def test_related_focus_areas_are_named_by_their_ids() -> None:
    document = {"broader": ["a"], "related": ["b"]}
    assert list(fact_paths(Kind.FOCUS_AREA, document)) == ["broader.a", "related.b"]


def test_names_and_sources_state_no_facts() -> None:
    assert list(fact_paths(Kind.INSTITUTION, {"id": "a", "name": "A", "links": ["http://a"]})) == []
    assert list(fact_paths(Kind.SOURCE, {"id": "a", "name": "A", "type": "news"})) == []


@pytest.mark.parametrize(
    ("supported", "fact", "backed"),
    [
        ("dates", "dates.start", True),
        ("dates.start", "dates.start", True),
        ("dates.start", "dates.end", False),
        ("dates.start", "dates", False),
        ("date", "dates.start", False),
        ("participants.nuh", "participants.nuhs", False),
    ],
)
def test_support_reaches_down_a_path(supported: str, fact: str, backed: bool) -> None:
    assert supports(supported, fact) is backed


def test_sources_of_a_fact_are_each_named_once_in_file_order() -> None:
    document = evident(
        {"source": "b", "supports": ["dates"]},
        {"source": "a"},
        {"source": "b", "supports": ["dates.signed"]},
        {"source": "c", "supports": ["place"]},
    )
    assert sources_of(document, "dates.signed") == ["b", "a"]


def test_evidence_without_supports_backs_everything() -> None:
    assert unsourced(Kind.AGREEMENT, evident({"source": "a"})) == []
    assert unsourced(Kind.AGREEMENT, evident({"source": "a", "supports": []})) == []


def test_unsourced_facts_are_those_that_no_evidence_names() -> None:
    document = evident(
        {"source": "a", "supports": ["dates", "participants.nuh", "type"]},
        {"source": "b", "supports": ["focus_areas", "related", "milestones"]},
    )
    assert unsourced(Kind.AGREEMENT, document) == ["participants.ruijin", "place"]


def test_without_evidence_everything_is_unsourced() -> None:
    assert unsourced(Kind.AGREEMENT, AGREEMENT) == list(fact_paths(Kind.AGREEMENT, AGREEMENT))


def test_a_path_that_names_no_fact_is_found_with_its_place() -> None:
    document = evident(
        {"source": "a", "supports": ["name", "dates"]},
        {"source": "b", "supports": ["place", "dates.start", "participant"]},
    )
    found = [(i, j, path) for i, j, path, _ in unknown_supports(Kind.AGREEMENT, document)]
    assert found == [(1, 1, "dates.start"), (1, 2, "participant")]


def test_known_paths_come_with_an_unknown_one() -> None:
    document = evident({"source": "a", "supports": ["palce"]})
    ((_, _, _, known),) = unknown_supports(Kind.AGREEMENT, document)
    assert {"place", "dates.signed", "name"} <= set(known)
