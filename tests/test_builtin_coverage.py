"""How complete the built-in registry is: this can only grow, and `data/README.md` says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli
from babel.languages import get_official_languages

from collab_tui.places import builtin_registry
from collab_tui.records.evidence import fact_paths, sources_of
from collab_tui.records.kinds import Kind

Document = Mapping[str, Any]


def records(kind: Kind) -> Iterator[Document]:
    """Yield the tables of one kind, as they are in the files."""
    for file in sorted(builtin_registry().rglob("*.toml")):
        yield from tomli.loads(file.read_text(encoding="utf-8")).get(kind.table, ())


def has(*path: str) -> Callable[[Document], bool]:
    def test(document: Document) -> bool:
        value: Any = document
        for key in path:
            value = value.get(key, {})
        return value not in ({}, [], "")

    return test


def has_an_end(agreement: Document) -> bool:
    """A last day, given or derived from a duration."""
    return has("dates", "end")(agreement) or has("dates", "duration")(agreement)


def each_fact_has_evidence(document: Document) -> bool:
    """Every fact is supported by evidence that names it, and no evidence claims the whole
    record.
    """
    evidence = document.get("evidence", ())
    return all(entry.get("supports") for entry in evidence) and all(
        sources_of(document, fact) for fact in fact_paths(Kind.AGREEMENT, document)
    )


def is_named_as_at_home(institution: Document) -> bool:
    """It has a name in an official language of its country; plain strings are English."""
    name = institution["name"]
    languages = {"en"} if isinstance(name, str) else {tag.split("-")[0] for tag in name}
    official = get_official_languages(institution.get("country", ""), regional=True, de_facto=True)
    return not languages.isdisjoint(tag.split("_")[0] for tag in official)


MEASURES: dict[str, tuple[Kind, Callable[[Document], bool], int]] = {
    "agreements with a date": (Kind.AGREEMENT, has("dates"), 58),
    "agreements with the day, month or year of signing": (
        Kind.AGREEMENT,
        has("dates", "signed"),
        39,
    ),
    "agreements with a start": (Kind.AGREEMENT, has("dates", "start"), 14),
    "agreements with an end, given or reckoned": (Kind.AGREEMENT, has_an_end, 11),
    "agreements with a place": (Kind.AGREEMENT, has("place"), 36),
    "agreements with evidence for each single fact": (Kind.AGREEMENT, each_fact_has_evidence, 60),
    "institutions with a ROR id": (Kind.INSTITUTION, has("identifiers", "ror"), 51),
    "institutions with coordinates": (Kind.INSTITUTION, has("location"), 45),
    "institutions with a city": (Kind.INSTITUTION, has("city"), 65),
    "institutions with a country": (Kind.INSTITUTION, has("country"), 90),
    "institutions with a name in a language of their country": (
        Kind.INSTITUTION,
        is_named_as_at_home,
        52,
    ),
    "sources with a date of publication": (Kind.SOURCE, has("published"), 85),
    "sources with an address": (Kind.SOURCE, has("url"), 109),
}
"""What is counted, in which kind, and the number below which it must never fall."""


def counted(measure: str) -> tuple[int, int]:
    """Return for how many records of its kind a measure is true, and how many there are."""
    kind, holds, _ = MEASURES[measure]
    documents = list(records(kind))
    return sum(map(holds, documents)), len(documents)


def row(measure: str) -> str:
    """Return the measure's row in the table of the README."""
    some, total = counted(measure)
    return f"| {measure} | {some} of {total} | {100 * some // total} % |"


@pytest.mark.parametrize("measure", MEASURES)
def test_coverage_only_grows(measure: str) -> None:
    """Numbers count, not shares: a new record of which little is known is no loss."""
    some, _ = counted(measure)
    least = MEASURES[measure][2]
    assert some >= least, f"{measure}: {some}, it was {least} before"
    assert some == least, f"{measure} has grown: put {some} for {least} in MEASURES"


@pytest.mark.parametrize("measure", MEASURES)
def test_the_readme_tells_the_truth(measure: str) -> None:
    lines = Path(builtin_registry(), "README.md").read_text(encoding="utf-8").splitlines()
    assert row(measure) in lines


def test_the_readme_tells_nothing_else() -> None:
    text = Path(builtin_registry(), "README.md").read_text(encoding="utf-8")
    told = [line for line in text.splitlines() if line.endswith(" % |")]
    assert told == [row(measure) for measure in MEASURES]
