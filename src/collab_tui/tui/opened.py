"""A record for the detail view: read and laid out, with the records linked to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.theme import Theme

from collab_tui.catalog.why import Asked
from collab_tui.language import _
from collab_tui.query.syntax import quote
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.kinds import page_of
from collab_tui.render.terminal import Cut, page_renderable
from collab_tui.tui.layout import Laid, lay_out
from collab_tui.tui.outside import address_of
from collab_tui.tui.threads import Check

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.catalog.status import Period

MOST = 100
"""Items of a section that the explorer lays out; a record may have thousands."""

MOST_ASKED = 12
"""The most participants of an agreement that go into a query, which must fit into a line."""

QUERIES = {
    kind: f"{declaration.query}:{{}}" for kind, declaration in DECLARED.items() if declaration.query
}
"""The term that finds what belongs to a record."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decides how a record is shown.

    `anchor` is the record whose linked records have a sign. `way` are the records that led here.
    `filter_key` and `export_key` are the names of the keys that show what is left out.
    """

    n: int
    anchor: int | None
    way: Sequence[int]
    asked: Sequence[Asked]
    theme: Theme
    width: int
    filter_key: str
    export_key: str
    folded: Mapping[Kind, frozenset[str]]
    """By kind, the titles of sections of which only the heading is shown."""
    period: Period | None = None
    """The days of the statuses, if they are not those of today."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A record, ready to be shown."""

    wanted: Wanted
    ref: Ref
    name: str
    address: str | None
    """Its web address, if it has one."""
    term: str
    """The term that finds what belongs to it."""
    laid: Laid
    linked: set[int]
    way: list[str]
    """The names of the records that led here, with its own last; empty if none did."""

    @property
    def n(self) -> int:
        """Its number."""
        return self.wanted.n


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that no longer exists."""

    wanted: Wanted


def open_record(catalog: Catalog, wanted: Wanted, check: Check) -> Opened | Gone:
    """Read a record and lay it out. If nobody waits for it any longer, `check` raises."""
    read = catalog.shown.read(wanted.n, lambda found: (found, page_of(found)), MOST, wanted.period)
    if read is None:
        return Gone(wanted)
    dossier, made = read
    check()
    ref = dossier.ref
    listed = _(
        "{query} lists them ({key})",
        query=QUERIES.get(ref.kind, "").format(ref.id),
        key=wanted.filter_key,
    )
    cut = Cut(MOST, listed, _("the export has them all ({key})", key=wanted.export_key))
    page = page_renderable(made, wanted.asked, cut, folded=wanted.folded.get(ref.kind, frozenset()))
    linked = catalog.shown.linked_to(wanted.anchor) if wanted.anchor is not None else set()
    rows = catalog.shown.rows(wanted.way) if len(wanted.way) > 1 else []
    names = {row.n: row.name for row in rows}
    check()
    laid = lay_out(page, wanted.theme, wanted.width)
    way = [names[n] for n in wanted.way if n in names]
    term = _term_for(catalog, dossier)
    return Opened(wanted, ref, dossier.row.name, address_of(dossier), term, laid, linked, way)


def _term_for(catalog: Catalog, dossier: Dossier) -> str:
    """Return the term that finds what belongs to a record.

    For an agreement, the term finds its participants and what they do together: its own id would
    leave nothing else in the lists.
    """
    ref = dossier.ref
    form = QUERIES.get(ref.kind)
    if form is None:
        return quote(dossier.row.name)
    if ref.kind is not Kind.AGREEMENT:
        return form.format(ref.id)
    named = (entry["institution"] for entry in dossier.document.get("participants", ()))
    ids = [one for one in dict.fromkeys(named) if dossier.named(Kind.INSTITUTION, one) is not None]
    if ids:
        return QUERIES[Kind.INSTITUTION].format(",".join(ids[:MOST_ASKED]))
    same = [kind for kind in Kind if catalog.number(Ref(kind, ref.id)) is not None]
    return form.format(ref.id if len(same) == 1 else ref)  # an id may need its kind
