"""The state of a review: the agreements of an article, and what a person decided about each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from collab_tui.drafting.article import Article
from collab_tui.drafting.made_names import made_name
from collab_tui.drafting.proposal import Known
from collab_tui.forms.words import Words
from collab_tui.language import _
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.texts import shown
from collab_tui.records.vocabulary import AgreementType
from collab_tui.reviewing.items import Item, Standing

SOURCE_FIELDS = ("name", "publisher", "url", "published", "type", "language")
"""What of a new source can be corrected."""


@dataclass(slots=True, eq=False)
class Group:
    """One agreement that an article announces."""

    record: Mapping[str, Any]
    """The drafted table."""
    items: list[Item]
    """The strongest first; those who were left out come last."""
    known: Known | None = None
    """The agreement of the registry that it is, as far as can be told."""
    is_addition: bool = False
    """Whether what is taken is added to that one. Otherwise it becomes a new record."""
    written: Ref | None = None
    """The record that it became."""

    @property
    def parties(self) -> list[Item]:
        """Who takes part, in the order of the text."""
        found = [one for one in self.items if one.kind is Kind.INSTITUTION and one.is_taken]
        return sorted(found, key=lambda one: one.start)

    @property
    def known_ref(self) -> Ref | None:
        """The agreement of the registry to which what is taken is added; None for a new one."""
        return Ref.parse(self.known.ref) if self.known is not None and self.is_addition else None


@dataclass(slots=True, eq=False)
class Review:
    """What an article proposes, and what is decided about it."""

    article: Article
    text: str
    """The text of the article, made safe to show, sign for sign."""
    source: dict[str, Any]
    is_source_known: bool
    groups: list[Group]
    made: dict[Ref, dict[str, Any]]
    """Records that the registry does not have."""
    words: Words
    notes: tuple[str, ...] = ()
    is_touched: bool = field(default=False)
    """Whether a person decided anything."""

    # What it is called

    def name_of(self, group: Group) -> str:
        """Return what the agreement of a group is called."""
        if group.written is not None:
            return self.words.name(group.written)
        if group.known is not None and group.is_addition:
            return group.known.name
        name = self._item(group, "name")
        return shown(self.value_of(group, name)) if name is not None else ""

    def value_of(self, group: Group, item: Item) -> Any:
        """Return the value of a proposal. A made name follows from type and parties."""
        if item.path == "name" and not item.sentence and not item.is_corrected:
            return self._made_name(group)
        return item.value

    def _made_name(self, group: Group) -> str:
        sort = self._item(group, "type")
        label = Kind.AGREEMENT.label
        if sort is not None and sort.is_taken:
            label = AgreementType.label_of(str(sort.value))
        names = [self.words.name(one.ref) for one in group.parties if one.ref is not None]
        return made_name(label, names)

    def _item(self, group: Group, path: str) -> Item | None:
        return next((one for one in group.items if one.path == path), None)

    # What is decided

    def toggle(self, group: Group, item: Item) -> str:
        """Take a proposal, or leave it; return why that cannot be, if so."""
        if group.written is not None:
            return _written_already(group.written)
        if item.path == "name":
            return _("Every record has a name. Enter corrects it.")
        if item.kind is Kind.PERSON and item.party is None:
            return _("Enter says for whom this person acts")
        item.is_taken = not item.is_taken
        self.is_touched = True
        return ""

    def toggle_known(self, group: Group) -> str:
        """Add to the agreement of the registry, or make a new one; return why not, if so."""
        if group.written is not None:
            return _written_already(group.written)
        if group.known is None:
            return _("The registry has no such agreement: it becomes a new record")
        group.is_addition = not group.is_addition
        for item in group.items:
            if item.standing is Standing.CONTRADICTS:
                item.is_taken = not group.is_addition
        self.is_touched = True
        return ""

    def correct(self, item: Item, value: Any) -> None:
        """Give a proposal another value, and take it."""
        if value == item.value and item.is_taken:
            return
        item.is_corrected = item.is_corrected or value != item.value
        item.value = value
        item.is_taken = True
        self.is_touched = True

    def correct_source(self, key: str, value: Any) -> None:
        """Give the new source another value; None takes it out."""
        if value is None:
            self.source.pop(key, None)
        else:
            held = self.source.get(key)
            is_by_language = isinstance(held, Mapping) and isinstance(value, str)
            self.source[key] = {next(iter(held)): value} if is_by_language and held else value
        self.is_touched = True

    def act_for(self, item: Item, party: Item) -> None:
        """Let a person act for a party."""
        item.party = party
        item.is_taken = True
        self.is_touched = True

    def make(self, ref: Ref, name: str, item: Item) -> None:
        """Note a record that the registry does not have; the sentence of `item` says its name."""
        table: dict[str, Any] = {"id": ref.id, "name": name}
        if ref.kind is Kind.PERSON and item.party is not None:
            table["affiliations"] = [{"institution": item.party.value}]
        if ref.kind is not Kind.FOCUS_AREA and item.sentence:
            table["evidence"] = [{"source": self.source["id"], "note": item.sentence}]
        self.made[ref] = table
        self.words.learn({ref: name})

    def write(self, group: Group, ref: Ref, others: Iterator[Ref]) -> None:
        """Note that a group was written as `ref`, with some new records."""
        self.words.learn({ref: self.name_of(group)})
        group.written = ref
        for other in [*others]:
            self.made.pop(other, None)
            if other == Ref(Kind.SOURCE, str(self.source["id"])):
                self.is_source_known = True

    @property
    def is_done(self) -> bool:
        """Whether every agreement is written."""
        return all(group.written is not None for group in self.groups)


def _written_already(ref: Ref) -> str:
    return _("This agreement is written already: {ref}", ref=ref)
