"""Asks which field, of those without a row, is to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.forms.asked import Ask, Next
from collab_tui.forms.form import Form
from collab_tui.forms.offers import Offer
from collab_tui.forms.shape import Part, part_at
from collab_tui.keeping.paths import PathError
from collab_tui.language import _
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


class FieldAsk(Ask):
    """Asks which field, of those without a row, is to be shown."""

    title = _("Another field")
    help = _("Type what it is called.")

    def __init__(self, form: Form) -> None:
        """Offer the fields that a form does not show."""
        self._form = form
        self._hidden = {part.field.path: part for part in form.hidden()}

    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return the fields whose name, key or help has what is typed."""
        asked = typed.casefold().split()
        found = [(part, _name(self._form.kind, part)) for part in self._hidden.values()]
        by_name = [(p, n) for p, n in found if _has(asked, f"{n} {p.field.path}")]
        by_help = [one for one in found if one not in by_name and _has(asked, one[0].field.help)]
        return [Offer(p.field.path, name, p.field.help) for p, name in (*by_name, *by_help)]

    def take(self, typed: str, offer: Offer | None) -> Next:
        """Show the field."""
        if offer is None:
            message = _(
                "no other field is called '{name}'; choose one of the list", name=typed.strip()
            )
            raise PathError(message)
        part = self._hidden[offer.value]
        self._form.show(part)
        return part.keys


def _name(kind: Kind, part: Part) -> str:
    """Return the label of a field, with that of the table around it."""
    above = part.keys[:-1]
    around = part_at(kind, above) if above else None
    if around is None:
        return part.label
    return _("{field}: {part}", field=around.label, part=part.label)


def _has(asked: list[str], text: str) -> bool:
    return all(word in text.casefold() for word in asked)
