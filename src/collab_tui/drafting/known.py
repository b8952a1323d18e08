"""An agreement that the registry has already, beside what an article says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.text import fold
from collab_tui.drafting.proposal import Difference, Drafted, Known
from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from collab_tui.catalog.whole import Whole

_NEAR = timedelta(days=45)
"""How far apart two dates of one agreement may be: it is signed, then announced, then begins."""
_LEAST_SHARED = 2
_LIKE = (
    frozenset({"mou", "framework", "exchange", "affiliation", "other"}),
    frozenset({"joint-centre", "joint-laboratory", "research-project", "initiative"}),
    frozenset({"supply", "licence", "research-project", "clinical-trial"}),
)
"""Types that one and the same agreement is called by in different articles."""
_STAGES = {"proposed": 0, "negotiating": 1, "announced": 2, "signed": 3, "active": 4}
"""An earlier stage does not contradict a later one."""


def known_as(draft: Drafted, catalog: Catalog) -> Known | None:
    """Return the agreement of the registry that a draft is about; None if it has none.

    It has the same parties (two at least), a similar type, and a date near; or the same name.
    """
    best: tuple[float, Whole] | None = None
    for whole in _with_parties(draft, catalog):
        score = _likeness(draft.record, whole.document)
        if score and (best is None or score > best[0]):
            best = (score, whole)
    return _compared(draft, best[1]) if best is not None else None


def _with_parties(draft: Drafted, catalog: Catalog) -> Iterator[Whole]:
    """Yield the agreements in which at least two of the draft's parties take part."""
    counts: dict[int, int] = {}
    for party in draft.participants:
        n = catalog.number(Ref(Kind.INSTITUTION, party.institution))
        for linked in catalog.shown.linked_to(n) if n is not None else ():
            counts[linked] = counts.get(linked, 0) + 1
    numbers = [n for n, count in counts.items() if count >= _LEAST_SHARED]
    return (one for one in catalog.shown.whole(numbers) if one.ref.kind is Kind.AGREEMENT)


def _likeness(draft: Mapping[str, Any], record: Mapping[str, Any]) -> float:
    """Return how likely two agreements are the same, from 0 for surely not."""
    mine, theirs = _parties(draft), _parties(record)
    shared = len(mine & theirs)
    if shared < _LEAST_SHARED:
        return 0
    if _names(draft) & _names(record):
        return 4
    one, other = draft.get("type"), record.get("type")
    if one and other and one != other and not any({one, other} <= like for like in _LIKE):
        return 0
    near = _nearness(draft, record)
    if near is None:
        near = 0.3 if one == other else 0
    if not near:
        return 0
    return near + shared / len(mine | theirs) + (one == other)


def _nearness(draft: Mapping[str, Any], record: Mapping[str, Any]) -> float | None:
    """Return how near the dates of two agreements are, 0 to 1; None if one of them has none."""
    mine, theirs = _dates(draft), _dates(record)
    if not mine or not theirs:
        return None
    best = 0.0
    for one in mine:
        for other in theirs:
            if one.earliest <= other.latest and other.earliest <= one.latest:
                is_day = one.earliest == one.latest and other.earliest == other.latest
                best = max(best, 1.0 if is_day else 0.7)
            else:
                gap = max(one.earliest - other.latest, other.earliest - one.latest)
                best = max(best, 0.5 if gap <= _NEAR else 0)
    return best


def _dates(record: Mapping[str, Any]) -> list[PartialDate]:
    found = record.get("dates", {})
    keys = ("announced", "signed", "start")
    return [PartialDate.parse(found[key]) for key in keys if key in found]


def _parties(record: Mapping[str, Any]) -> set[str]:
    return {one["institution"] for one in record.get("participants", ())}


def _names(record: Mapping[str, Any]) -> set[str]:
    name = record.get("name")
    values = list(name.values()) if isinstance(name, Mapping) else [name]
    values += [one.get("text") if isinstance(one, Mapping) else one for one in _other(record)]
    return {fold(one) for one in values if isinstance(one, str) and len(one) > 3}


def _other(record: Mapping[str, Any]) -> list[Any]:
    return [*record.get("acronyms", ()), *record.get("aliases", ())]


def _compared(draft: Drafted, whole: Whole) -> Known:
    record = whole.document
    same: list[str] = []
    seen: set[tuple[str, str]] = set()
    adds: list[Difference] = []
    contradicts: list[Difference] = []
    for fact in draft.facts:
        if fact.path == "name" or (fact.path, str(fact.value)) in seen:
            continue
        seen.add((fact.path, str(fact.value)))
        kept = _value_at(record, fact.path, fact.value)
        difference = Difference(fact.path, kept, fact.value, fact.sentence)
        if kept is None:
            adds.append(difference)
        elif _agree(fact.path, kept, fact.value):
            same.append(fact.path)
        elif _is_finer(fact.path, kept, fact.value):
            adds.append(difference)
        else:
            contradicts.append(difference)
    cited = {one["source"] for one in record.get("evidence", ())}
    return Known(
        str(whole.ref),
        whole.name,
        tuple(dict.fromkeys(same)),
        tuple(adds),
        tuple(contradicts),
        any(one["source"] in cited for one in draft.record["evidence"]),
    )


def _value_at(record: Mapping[str, Any], path: str, value: Any) -> Any:
    """Return what the record has at the path of a fact; None if nothing."""
    top, _, rest = path.partition(".")
    found = record.get(top)
    if top == "participants":
        party = next((one for one in found or () if one["institution"] == rest), None)
        if party is None or value == rest:
            return rest if party is not None else None
        people = [
            one["person"] if isinstance(one, Mapping) else one for one in party.get("people", ())
        ]
        return value if value in people else None
    if top in ("focus_areas", "undisclosed"):
        return value if value in (found or ()) else None
    if rest and isinstance(found, Mapping):
        return found.get(rest)
    return found


def _agree(path: str, kept: Any, value: Any) -> bool:
    if path.startswith("dates.") and path != "dates.duration":
        mine, theirs = _interval(value), _interval(kept)
        if path == "dates.announced" and PartialDate.parse(value).approximate:
            return theirs[0] <= mine[1]  # on the day of the page, or before
        return mine == theirs or _covers(mine, theirs)
    if path == "status":
        return _STAGES.get(str(value), 9) <= _STAGES.get(str(kept), -1)
    if path == "place":
        one, other = fold(str(kept)), fold(str(value))
        return one in other or other in one
    return bool(kept == value)


def _is_finer(path: str, kept: Any, value: Any) -> bool:
    """Tell whether an article has the same date more exactly, or a later status."""
    if path == "status":
        return _STAGES.get(str(kept), 9) < _STAGES.get(str(value), -1)
    is_date = path.startswith("dates.") and path != "dates.duration"
    return is_date and _covers(_interval(kept), _interval(value))


def _interval(value: Any) -> tuple[int, int]:
    date = PartialDate.parse(value)
    return date.earliest.toordinal(), date.latest.toordinal()


def _covers(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[0] and other[1] <= one[1]
