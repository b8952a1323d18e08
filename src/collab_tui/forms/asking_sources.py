"""Asks which sources support a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.forms.asked import Ask, Next
from collab_tui.forms.evidence import supports_of
from collab_tui.forms.form import Form
from collab_tui.forms.offers import Offer, records
from collab_tui.keeping.paths import PathError
from collab_tui.language import _
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


class SourcesAsk(Ask):
    """Asks which sources support a fact. Each choice turns one on or off."""

    stays = True

    def __init__(self, form: Form, fact: str) -> None:
        """Ask about a fact."""
        self._form = form
        self._fact = fact
        self.title = _("Sources of {fact}", fact=fact)
        self.help = _("● supports it. Type to find other sources; Esc when you are done.")

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return the sources of the record that are meant, and others of the registry."""
        form = self._form
        own = {one.source: one for one in supports_of(form.table, self._fact)}
        found = records(catalog, Kind.SOURCE, typed, form.words, dict(form.made))
        named = {one.value: one for one in found}
        marked = []
        for source, support in own.items():
            name = form.words.name(Ref(Kind.SOURCE, source))
            if source in named or _is_meant(typed, f"{name} {source}"):
                sign = "○" if support.by is None else "●"
                note = {None: source, "": _("the whole record"), self._fact: source}
                by = note.get(support.by, _("all of {fact}", fact=support.by))
                marked.append(Offer(source, f"{sign} {name}", by))
        others = [o for o in found if o.value not in own]
        return [
            *marked,
            *(o._replace(label=o.label if o.new_name else f"○ {o.label}") for o in others),
        ]

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Turn the support of a source on or off.

        Raises:
            PathError: it supports more than this fact.
        """
        if offer is None:
            raise PathError(_("there is no such source; choose one of the list"))
        ref = Ref(Kind.SOURCE, offer.value)
        if offer.new_name:
            self._form.make(ref, {"name": offer.new_name})
        else:
            self._form.words.learn({ref: offer.label.removeprefix("● ").removeprefix("○ ")})
        reason = self._form.toggle_support(offer.value, self._fact)
        if reason:
            raise PathError(reason)
        return self


def _is_meant(typed: str, text: str) -> bool:
    return all(word in text.casefold() for word in typed.casefold().split())
