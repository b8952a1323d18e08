"""What a review shows: its rows, and each proposal in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, NamedTuple

from collab_tui.forms.shape import Part, part_at
from collab_tui.language import _, _c, _n, number
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
    Kind.INSTITUTION: _c("who takes part", "Party"),
    Kind.PERSON: _("Person"),
    Kind.FOCUS_AREA: _("Focus area"),
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
        what = _("written")
    elif group.known_ref is not None:
        what = _("in the registry")
    else:
        what = _("new agreement")
    place = f"{review.groups.index(group) + 1} " if len(review.groups) > 1 else ""
    return f"{place}{review.name_of(group)}", what


def source_title(review: Review) -> str:
    """Return the title of the article, as its source has it."""
    name = review.source.get("name")
    return shown(name) if name else ""


def label_of(item: Item) -> str:
    """Return what a proposal is."""
    if item.is_other and not item.is_taken:
        return _("Left out")
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
        whom = _("for {institution}", institution=whom) if whom else ""
        return " · ".join(filter(None, [review.words.name(Ref(item.kind, value)), role, whom]))
    if item.kind is not None:
        name = review.words.name(Ref(item.kind, value))
        return f"{name} · {Role.label_of(item.role)}" if item.role else name
    part = part_at(Kind.AGREEMENT, tuple(item.path.split(".")))
    if item.path == "value" and isinstance(value, Mapping):
        return f"{number(value.get('amount', 0))} {value.get('currency', '')}"
    return review.words.value(Part(part.field), value) if part is not None else str(value)


def note_of(review: Review, group: Group, item: Item) -> tuple[str, str]:
    """Return a sign, and in a word what it is: a new record, an id, or beside the registry's."""
    is_new = item.ref in review.made
    if group.is_addition and not item.is_other:
        if item.standing is Standing.CONTRADICTS:
            held = _in_words(review, item, item.registry)
            return "≠", _("registry: {value}", value=held)
        if item.standing is Standing.SAME:
            return "=", _c("value", "known")
        return "+", _c("value", "adds")
    if is_new:
        return "+", _c("record", "new")
    return "", item.ref.id if item.ref is not None else ""


def about(review: Review, row: Row) -> list[str]:
    """Return lines about a row: what it is, what the registry says, and the sentence."""
    group, item = row.group, row.item
    if row.sort is Sort.GROUP:
        return _about_group(review, group)
    if row.sort is Sort.OTHERS:
        return [_("Who else is named. Space takes one as a party; Enter says who it is.")]
    if row.sort is Sort.SOURCE:
        ref = Ref(Kind.SOURCE, str(review.source["id"]))
        if review.is_source_known:
            return [_("{ref}: the registry has it already", ref=ref)]
        return [_("{ref}: written with the rest", ref=ref)]
    if item is None:
        part = part_at(Kind.SOURCE, (row.key,))
        return [part.field.help if part is not None else ""]
    return _about_item(review, group, item)


def _about_group(review: Review, group: Group) -> list[str]:
    name, _what = heading(review, group)
    if group.written is not None:
        return [name, _("Written: {ref}", ref=group.written)]
    if group.known is None:
        return [name, _("The registry does not have it: what is taken becomes a new record.")]
    if not group.is_addition:
        like = _("A new record, though it is like {ref}. Space: add to that one.")
        return [name, like.format(ref=group.known.ref)]
    counts = dict.fromkeys(Standing, 0)
    for item in group.items:
        counts[item.standing] += not item.is_other
    says = _(
        "{same} the same, {added} added, {contradicted} contradicted. Space: a new record instead.",
        same=counts[Standing.SAME],
        added=counts[Standing.ADDS],
        contradicted=counts[Standing.CONTRADICTS],
    )
    return [f"{group.known.ref}  {group.known.name}", says]


def _about_item(review: Review, group: Group, item: Item) -> list[str]:
    words = f"{label_of(item)}: {words_of(review, group, item)}"
    what = [_c("proposal", "taken") if item.counts else _c("proposal", "left")]
    if item.ref is not None:
        is_new = item.ref in review.made
        what.append(_("{ref} (new)", ref=item.ref) if is_new else str(item.ref))
    if group.is_addition and item.standing is Standing.CONTRADICTS:
        what.append(_("the registry says {value}", value=_in_words(review, item, item.registry)))
    elif group.is_addition and item.standing is Standing.ADDS and not item.is_other:
        held = item.registry
        what.append(
            _("the registry has nothing there")
            if held is None
            else _("the registry has {value}", value=_in_words(review, item, held))
        )
    elif group.is_addition and item.standing is Standing.SAME:
        what.append(_("agrees with the registry"))
    if item.why:
        what.append(item.why)
    others = len(item.candidates) - 1
    if others > 0:
        what.append(_n("or {count} other: Enter", "or {count} others: Enter", others))
    if item.score:
        what.append(_("score {score:.2f}", score=item.score))
    said = f"“{item.sentence}”" if item.sentence else _("Made from the type and the parties.")
    return [words, " · ".join(what), said]
