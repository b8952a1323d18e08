"""What a review shows: its rows, and each proposal in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, NamedTuple

from collab_tui.forms.shape import Part, part_at
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.texts import shown
from collab_tui.records.vocabulary import PersonRole, Role
from collab_tui.reviewing.items import Item, Meaning, Standing
from collab_tui.reviewing.review import SOURCE_FIELDS, Group, Review

SIGNS: Mapping[Meaning, str] = {
    Meaning.NAME: "=",
    Meaning.TYPE: "=",
    Meaning.PARTY: "◆",
    Meaning.DATE: "@",
    Meaning.PERSON: "▲",
    Meaning.PLACE: "▼",
    Meaning.TOPIC: "#",
    Meaning.OTHER: "*",
    Meaning.BYSTANDER: "◇",
}
"""What stands before a mark in the article, and before its proposal in the list."""

_LABELS = {
    Kind.INSTITUTION: "Party",
    Kind.PERSON: "Person",
    Kind.FOCUS_AREA: "Focus area",
}


class Sort(Enum):
    """What a row is."""

    GROUP = auto()
    ITEM = auto()
    OTHERS = auto()
    """A heading: who is named and left out."""
    SOURCE = auto()
    FIELD = auto()
    """A value of the new source."""


class Row(NamedTuple):
    """A row of the list of proposals."""

    sort: Sort
    group: Group
    item: Item | None = None
    key: str = ""
    """The key of a value of the source."""


def rows_of(review: Review) -> list[Row]:
    """Return the rows: the agreements, the proposals of each, and at the end the source."""
    rows: list[Row] = []
    for group in review.groups:
        rows.append(Row(Sort.GROUP, group))
        if group.written is not None:
            continue
        named = [one for one in group.items if not one.is_other]
        others = [one for one in group.items if one.is_other]
        rows += [Row(Sort.ITEM, group, one) for one in named if _is_shown(group, one)]
        if others:
            rows.append(Row(Sort.OTHERS, group))
            rows += [Row(Sort.ITEM, group, one) for one in others]
    last = review.groups[-1]
    rows.append(Row(Sort.SOURCE, last))
    if not review.is_source_known:
        rows += [Row(Sort.FIELD, last, None, key) for key in SOURCE_FIELDS]
    return rows


def _is_shown(group: Group, item: Item) -> bool:
    """Tell whether a proposal says something: a known agreement has its name."""
    return item.path != "name" or not group.is_addition


def heading(review: Review, group: Group) -> tuple[str, str]:
    """Return what a group is called, and what becomes of it."""
    if group.written is not None:
        what = "written"
    elif group.known_ref is not None:
        what = "in the registry"
    else:
        what = "new agreement"
    number = f"{review.groups.index(group) + 1} " if len(review.groups) > 1 else ""
    return f"{number}{review.name_of(group)}", what


def source_title(review: Review) -> str:
    """Return the title of the article, as its source has it."""
    name = review.source.get("name")
    return shown(name) if name else ""


def label_of(item: Item) -> str:
    """Return what a proposal is."""
    if item.is_other and not item.is_taken:
        return "Left out"
    if item.kind is not None:
        return _LABELS[item.kind]
    part = part_at(Kind.AGREEMENT, tuple(item.path.split(".")))
    return part.label if part is not None else item.path


def words_of(review: Review, group: Group, item: Item) -> str:
    """Return the value of a proposal in words."""
    return _in_words(review, item, review.value_of(group, item))


def _in_words(review: Review, item: Item, value: Any) -> str:
    if item.kind is Kind.PERSON:
        party = item.party
        whom = review.words.name(Ref(Kind.INSTITUTION, party.value)) if party else ""
        role = PersonRole.label_of(item.role) if item.role else ""
        parts = [review.words.name(Ref(item.kind, value)), role, f"for {whom}" if whom else ""]
        return " · ".join(filter(None, parts))
    if item.kind is not None:
        name = review.words.name(Ref(item.kind, value))
        return f"{name} · {Role.label_of(item.role)}" if item.role else name
    part = part_at(Kind.AGREEMENT, tuple(item.path.split(".")))
    if item.path == "value" and isinstance(value, Mapping):
        return f"{value.get('amount', 0):,} {value.get('currency', '')}"
    return review.words.value(Part(part.field), value) if part is not None else str(value)


def note_of(review: Review, group: Group, item: Item) -> tuple[str, str]:
    """Return a sign, and in a word what it is: a new record, an id, or beside the registry's."""
    is_new = item.ref in review.made
    if group.is_addition and not item.is_other:
        if item.standing is Standing.CONTRADICTS:
            return "≠", f"registry: {_in_words(review, item, item.registry)}"
        if item.standing is Standing.SAME:
            return "=", "known"
        return "+", "adds"
    if is_new:
        return "+", "new"
    return "", item.ref.id if item.ref is not None else ""


def about(review: Review, row: Row) -> list[str]:
    """Return lines about a row: what it is, what the registry says, and the sentence."""
    group, item = row.group, row.item
    if row.sort is Sort.GROUP:
        return _about_group(review, group)
    if row.sort is Sort.OTHERS:
        return ["Who else is named. Space takes one as a party; Enter says who it is."]
    if row.sort is Sort.SOURCE:
        ref = Ref(Kind.SOURCE, str(review.source["id"]))
        is_known = review.is_source_known
        return [f"{ref}: {'the registry has it already' if is_known else 'written with the rest'}"]
    if item is None:
        part = part_at(Kind.SOURCE, (row.key,))
        return [part.field.help if part is not None else ""]
    return _about_item(review, group, item)


def _about_group(review: Review, group: Group) -> list[str]:
    name, _ = heading(review, group)
    if group.written is not None:
        return [name, f"Written: {group.written}"]
    if group.known is None:
        return [name, "The registry does not have it: what is taken becomes a new record."]
    if not group.is_addition:
        return [name, f"A new record, though it is like {group.known.ref}. Space: add to that one."]
    counts = dict.fromkeys(Standing, 0)
    for item in group.items:
        counts[item.standing] += not item.is_other
    says = (
        f"{counts[Standing.SAME]} the same, {counts[Standing.ADDS]} added,"
        f" {counts[Standing.CONTRADICTS]} contradicted"
    )
    return [f"{group.known.ref}  {group.known.name}", f"{says}. Space: a new record instead."]


def _about_item(review: Review, group: Group, item: Item) -> list[str]:
    words = f"{label_of(item)}: {words_of(review, group, item)}"
    what = ["taken" if item.counts else "left"]
    if item.ref is not None:
        what.append(f"{item.ref} (new)" if item.ref in review.made else str(item.ref))
    if group.is_addition and item.standing is Standing.CONTRADICTS:
        what.append(f"the registry says {_in_words(review, item, item.registry)}")
    elif group.is_addition and item.standing is Standing.ADDS and not item.is_other:
        held = item.registry
        what.append(
            "the registry has nothing there"
            if held is None
            else f"the registry has {_in_words(review, item, held)}"
        )
    elif group.is_addition and item.standing is Standing.SAME:
        what.append("agrees with the registry")
    if item.why:
        what.append(item.why)
    others = len(item.candidates) - 1
    if others > 0:
        what.append(f"or {others} other{'s' if others > 1 else ''}: Enter")
    if item.score:
        what.append(f"score {item.score:.2f}")
    said = f"“{item.sentence}”" if item.sentence else "Made from the type and the parties."
    return [words, " · ".join(what), said]
