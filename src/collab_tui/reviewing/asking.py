"""What a review asks when a proposal is corrected: another record, or another value."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from collab_tui.forms.asked import Ask, Next
from collab_tui.forms.offers import Offer, offers, records, takes_offers
from collab_tui.forms.reading import read, reads_as, text_for
from collab_tui.forms.shape import Part, part_at
from collab_tui.keeping.paths import PathError, read_number
from collab_tui.language import _
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.texts import shown
from collab_tui.reviewing.items import Item
from collab_tui.reviewing.review import Group, Review

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

_MONEY = re.compile(r"(?P<amount>[\d.,\s]*\d)\s*(?P<currency>[A-Z]{3})")


def ask_about(review: Review, group: Group, item: Item) -> Ask:
    """Return what corrects a proposal."""
    if item.kind is Kind.PERSON and item.party is None:
        return ActsForAsk(review, group, item)
    if item.kind is not None:
        return RecordAsk(review, item, item.kind)
    return _value_ask(review, group, item)


_WHICH = {
    Kind.INSTITUTION: _("Which institution is it?"),
    Kind.AGREEMENT: _("Which agreement is it?"),
    Kind.FOCUS_AREA: _("Which focus area is it?"),
    Kind.PERSON: _("Which person is it?"),
    Kind.SOURCE: _("Which source is it?"),
}


class RecordAsk(Ask):
    """Asks which record somebody or something is: a candidate, another one, or a new one."""

    def __init__(self, review: Review, item: Item, kind: Kind) -> None:
        """Ask about `item`, which is a record of `kind`."""
        self._review = review
        self._item = item
        self._kind = kind
        self.title = _WHICH[kind]
        self.help = _("Choose one, or type to find another; a name that is not there can be added.")
        self.present = review.words.name(Ref(kind, str(item.value)))

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return the candidates; if something is typed, the records that it finds."""
        review = self._review
        if typed.strip():
            return records(catalog, self._kind, typed, review.words, self._made())
        refs = dict.fromkeys([Ref(self._kind, str(self._item.value)), *self._item.candidates])
        return [Offer(one.id, review.words.name(one), self._note(one)) for one in refs]

    def _made(self) -> dict[Ref, dict[str, Any]]:
        return {ref: table for ref, table in self._review.made.items() if ref.kind is self._kind}

    def _note(self, ref: Ref) -> str:
        return _("new, not written yet") if ref in self._review.made else ref.id

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Take a record."""
        if offer is None:
            raise PathError(_("there is no such record; choose one of the list"))
        ref = Ref(self._kind, offer.value)
        if offer.new_name:
            self._review.make(ref, offer.new_name, self._item)
        else:
            self._review.words.learn({ref: offer.label})
        self._review.correct(self._item, offer.value)
        return ()


class ActsForAsk(Ask):
    """Asks for which party a person acts."""

    def __init__(self, review: Review, group: Group, item: Item) -> None:
        """Offer the parties of `group`."""
        self._review = review
        self._item = item
        self._parties = {str(one.value): one for one in group.parties}
        name = review.words.name(Ref(Kind.PERSON, item.value))
        self.title = _("For whom does {person} act?", person=name)
        self.help = _("Choose one of those who take part.")

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return the parties whose names have what is typed."""
        named = [
            (one, self._review.words.name(Ref(Kind.INSTITUTION, one))) for one in self._parties
        ]
        words = typed.casefold().split()
        return [Offer(r, name, r) for r, name in named if all(w in name.casefold() for w in words)]

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Take the person, for a party."""
        if offer is None:
            raise PathError(_("choose one of those who take part"))
        self._review.act_for(self._item, self._parties[offer.value])
        return ()


class TypedAsk(Ask):
    """Asks for a value that is typed or chosen."""

    def __init__(
        self, review: Review, kind: Kind, path: str, held: Any, correct: Callable[[Any], None]
    ) -> None:
        """Begin with the value that is `held` at a path.

        `correct` takes another one, None for nothing; it raises `PathError` if it cannot.
        """
        found = part_at(kind, tuple(path.split(".")))
        assert found is not None, "it is declared"
        self._review = review
        self._correct = correct
        self._part: Part = found
        self._must_choose = takes_offers(found)
        self._is_money = path == "value"
        said = shown(held) if found.field.by_language and held else held
        self.title = found.label
        self.help = found.field.help
        self.present = review.words.value(Part(found.field), held)
        self.text = "" if self._must_choose else text_for(None, said)
        if self._is_money and held:
            self.text = f"{held['amount']} {held['currency']}"
            self.help = _("How much, and the currency: 5000000 USD.")

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return the terms or codes that there are."""
        if not self._must_choose:
            return []
        return offers(catalog, self._part, typed, self._review.words, {})

    def first(self, found: list[Offer], typed: str) -> int | None:
        """Return the offer for what is typed."""
        if not found or not self._must_choose:
            return None
        here = next((n for n, one in enumerate(found) if one.label == self.present), 0)
        return 0 if typed.strip() else here

    def reads(self, typed: str) -> str:
        """Return dates and durations in words."""
        return "" if self._is_money else reads_as(self._part, typed, self._review.words)

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Take the value."""
        self._correct(self._value(typed, offer))
        return ()

    def _value(self, typed: str, offer: Offer | None) -> Any:
        if offer is not None:
            return offer.value
        if not self._is_money:
            return read(self._part, typed)
        match = _MONEY.fullmatch(typed.strip())
        if match is None:
            raise PathError(_("write a number and a currency of three letters: 5000000 USD"))
        return {"amount": read_number(match["amount"]), "currency": match["currency"]}


def _value_ask(review: Review, group: Group, item: Item) -> TypedAsk:
    """Return what asks for another value of an agreement."""
    held = review.value_of(group, item)

    def correct(value: Any) -> None:
        if value is None:
            raise PathError(_("there is nothing; Esc and then Space leaves the proposal"))
        if isinstance(held, dict) and isinstance(value, str):
            value = {next(iter(held)): value}
        review.correct(item, value)

    return TypedAsk(review, Kind.AGREEMENT, item.path, held, correct)


def ask_about_source(review: Review, key: str) -> TypedAsk:
    """Return what asks for a value of the new source. Nothing typed takes it out."""

    def correct(value: Any) -> None:
        if value is None and key == "name":
            raise PathError(_("a source has a title"))
        review.correct_source(key, value)

    return TypedAsk(review, Kind.SOURCE, key, review.source.get(key), correct)
