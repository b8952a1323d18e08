"""Asks for values of fields and for elements of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.forms.asked import Ask, Next
from collab_tui.forms.form import Form
from collab_tui.forms.offers import Offer, offers, takes_offers
from collab_tui.forms.reading import read, reads_as, text_for
from collab_tui.forms.shape import Part
from collab_tui.keeping.paths import PathError
from collab_tui.language import _
from collab_tui.records.kinds import Ref
from collab_tui.registry.problems import KeyPath

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


class ValueAsk(Ask):
    """Asks for a value."""

    def __init__(self, form: Form, part: Part, path: KeyPath, language: str = "") -> None:
        """Ask for the value at a path."""
        self._form = form
        self._path = path
        self._choosing = _Choosing(form, part)
        self._old = form.value(path)
        own = str(path[-1]) if part.is_free else part.label
        self.title = _("{field} ({language})", field=own, language=language) if language else own
        self.help = part.help
        self.present = form.words.value(Part(part.field), self._old)
        self.text = "" if self._choosing.must_choose else text_for(part, self._old)

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return the terms, codes, records or values in use."""
        return self._choosing.offers(catalog, typed)

    def first(self, found: list[Offer], typed: str) -> int | None:
        """Return the offer for what is typed, if one must be chosen."""
        return self._choosing.first(found, typed, self.present)

    def reads(self, typed: str) -> str:
        """Return dates, durations and codes in words."""
        return reads_as(self._choosing.part, typed, self._form.words)

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Put the value into the record; nothing typed removes it, unless one must be chosen."""
        is_left = offer is None and (typed == self.text or not typed.strip())
        if is_left and (self._choosing.must_choose or typed == self.text):
            return self._path
        value = self._choosing.value(typed, offer, self._old)
        if value != self._old or type(value) is not type(self._old):
            self._form.put(self._path, value)
        return self._path


class ElementAsk(Ask):
    """Asks for an element of a list: its value, or the first of its values."""

    def __init__(self, form: Form, part: Part, path: KeyPath) -> None:
        """Add to the list at a path."""
        self._form = form
        self._part = part
        self._path = path
        is_alone = bool(part.field.inner) or not part.parts
        inner = part if is_alone else part.parts[0]
        self._choosing = _Choosing(form, inner)
        self.title = (
            part.label
            if is_alone
            else _("{field}: {part}", field=part.label, part=inner.label_inside)
        )
        self.help = inner.help

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return what can be added."""
        return self._choosing.offers(catalog, typed)

    def first(self, found: list[Offer], typed: str) -> int | None:
        """Return the offer for what is typed, if one must be chosen."""
        is_choice = typed.strip() or self._part.field.terms is not None
        return 0 if self._choosing.must_choose and found and is_choice else None

    def reads(self, typed: str) -> str:
        """Return dates and codes in words."""
        return reads_as(self._choosing.part, typed, self._form.words)

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Add the element; go to its second value, or to where the next one is added."""
        value = self._choosing.value(typed, offer)
        if value is None:
            return self._path
        here = self._form.add(self._path, value)
        if not self._part.has_rows_inside:
            return self._path
        parts = self._part.parts
        following = parts[0] if self._part.field.inner else parts[1]
        return (*here, following.key)


class _Choosing:
    """Offers for a field, and the value that was chosen or typed."""

    def __init__(self, form: Form, part: Part) -> None:
        self.form = form
        self.part = part
        self.must_choose = takes_offers(part)

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        form = self.form
        record = (form.kind, form.table)
        return offers(catalog, self.part, typed, form.words, dict(form.made), record)

    def first(self, found: list[Offer], typed: str, present: str) -> int | None:
        """Return the present value, or the first offer for something typed."""
        if not (self.must_choose and found):
            return None
        if typed.strip():
            return 0
        place = next((n for n, one in enumerate(found) if present in (one.label, one.value)), None)
        return 0 if place is None and self.part.field.terms is not None else place

    def value(self, typed: str, offer: Offer | None, old: object = None) -> object:
        """Return the value.

        Raises:
            PathError: there is none.
        """
        names = self.part.field.names
        if offer is None and names is not None and typed.strip():
            raise PathError(
                _("nothing is called '{name}'; choose one from the list", name=typed.strip())
            )
        if offer is None:
            return read(self.part, typed, old)
        if names is not None:
            ref = Ref(names.kind, offer.value)
            if offer.new_name:
                self.form.make(ref, {"name": offer.new_name})
            else:
                self.form.words.learn({ref: offer.label})
        return offer.value
