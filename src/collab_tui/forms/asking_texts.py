"""Asks for a text in one more language, or under a key of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.forms.asked import Ask, Next
from collab_tui.forms.asking_values import ValueAsk
from collab_tui.forms.form import Form
from collab_tui.forms.offers import Offer, languages
from collab_tui.forms.reading import read, tag_of
from collab_tui.forms.shape import Part
from collab_tui.language import _
from collab_tui.registry.problems import KeyPath

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


class LanguageAsk(Ask):
    """Asks for a language, and then for the text in it."""

    def __init__(self, form: Form, part: Part, path: KeyPath) -> None:
        """Add to the texts at a path."""
        self._form = form
        self._part = part
        self._path = path
        self.title = _("{field}: language", field=part.label)
        self.help = _("Type the name of a language, or its BCP-47 tag.")

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return languages."""
        return languages(typed)

    def first(self, found: list[Offer], typed: str) -> int | None:
        """Return the first language."""
        return 0 if found and typed.strip() else None

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Ask for the text."""
        if offer is None and not typed.strip():
            return self._path
        tag = offer.value if offer is not None else tag_of(typed.strip())
        return TextAsk(self._form, self._part, self._path, tag)


class TextAsk(Ask):
    """Asks for a new text: in a language, or under a key of the user's own."""

    def __init__(self, form: Form, part: Part, path: KeyPath, key: str) -> None:
        """Put the text under `key`."""
        self._form = form
        self._part = part
        self._path = path
        self._key = key
        self.title = _("{field} ({key})", field=part.label, key=key)
        self.help = part.help

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return nothing."""
        return []

    def first(self, found: list[Offer], typed: str) -> int | None:
        """Return nothing: what is typed is taken."""
        return None

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Add the text."""
        value = read(self._part, typed)
        if value is None:
            return self._path
        if self._part.field.by_language:
            return self._form.add_language(self._path, self._key, value)
        here = (*self._path, self._key)
        self._form.put(here, value)
        return here


class KeyAsk(TextAsk):
    """Asks for a key of the user's own, and then for what stands under it."""

    def __init__(self, form: Form, part: Part, path: KeyPath) -> None:
        """Add to the free table at a path."""
        super().__init__(form, part, path, _("new key"))
        self.help = _("What the value is called.")

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Ask for the value; a key that is there already is changed."""
        key = typed.strip()
        if not key:
            return self._path
        here = (*self._path, key)
        if self._form.value(here) is not None:
            return ValueAsk(self._form, self._part, here)
        return TextAsk(self._form, self._part, self._path, key)
