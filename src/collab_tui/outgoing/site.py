"""A folder of Markdown: a page for each record with links between them, and indexes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.language import _, number
from collab_tui.records.countries import country_name
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.kinds import page_of
from collab_tui.render.markdown import escape, markdown_blocks
from collab_tui.render.page import Item, Line, Page, Run
from collab_tui.render.words import clean, status_word

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.row import Row
    from collab_tui.catalog.status import Period


class Gone(NamedTuple):
    """A record that is in the registry no longer."""

    ref: Ref
    name: str
    said: str
    """What happened to it: ``removed since 2026-01-01``."""


class Changes(NamedTuple):
    """What happened in a registry since some time."""

    said: Mapping[Ref, str] = MappingProxyType({})
    """What happened to records that are there."""
    gone: Sequence[Gone] = ()
    are_told: bool = True
    """Whether somebody asked for them."""


UNTOLD = Changes(are_told=False)


def site_files(
    catalog: Catalog,
    numbers: Sequence[int],
    *,
    period: Period | None = None,
    changes: Changes = UNTOLD,
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file: the records `numbers`, and their indexes.

    A link to a record without a page here is plain text. What happened to records is on their pages
    and in the indexes, and has a page of its own, which also names those that are gone.
    """
    rows = catalog.shown.rows(numbers, period)
    there = {row.ref for row in rows}
    for row in rows:
        page = catalog.shown.read(row.n, page_of, period=period)
        if page is not None:
            said = changes.said.get(row.ref)
            if said is not None:
                page = replace(page, badges=(*page.badges, said))
            text = "".join(markdown_blocks([_linked(page, there)]))
            yield f"{row.kind}/{row.id}.md", text
    kinds = [kind for kind in DECLARED if any(row.kind is kind for row in rows)]
    for kind in kinds:
        yield _index(kind), _page(kind.plural, [r for r in rows if r.kind is kind], changes.said)
    countries = _by_country(catalog, rows)
    if countries:
        yield "countries.md", _country_index(countries, changes.said)
    if changes.are_told:
        yield "changes.md", _changes_page([row for row in rows if row.ref in changes.said], changes)
    more = [(_("By country"), "countries.md")] if countries else []
    more += [(_("What changed"), "changes.md")] if changes.are_told else []
    yield "index.md", _home(catalog.about.title() or _("A registry"), kinds, rows, more)


def _index(kind: Kind) -> str:
    return f"{kind.file_name}.md"


def _home(
    title: str, kinds: Sequence[Kind], rows: Sequence[Row], more: Sequence[tuple[str, str]]
) -> str:
    lines = [f"# {escape(title)}", ""]
    for kind in kinds:
        count = sum(row.kind is kind for row in rows)
        lines.append(f"- [{kind.plural}]({_index(kind)}) ({number(count)})")
    lines += [f"- [{text}]({file})" for text, file in more]
    return "\n".join(lines) + "\n"


def _page(title: str, rows: Sequence[Row], changes: Mapping[Ref, str]) -> str:
    entries = sorted(rows, key=lambda row: row.name.casefold())
    return f"# {title}\n\n" + "".join(_entry(row, changes) for row in entries)


def _changes_page(rows: Sequence[Row], changes: Changes) -> str:
    parts = [_page(_("What changed"), rows, changes.said)]
    if not (rows or changes.gone):
        parts.append(_("Nothing changed.") + "\n")
    if changes.gone:
        head = _("No longer there")
        parts += ["\n"] if rows else []
        parts.append(f"## {head}\n\n")
    gone = sorted(changes.gone, key=lambda one: one.name.casefold())
    parts += (f"- {_escaped(one.name)} ({_escaped(f'{one.ref}, {one.said}')})\n" for one in gone)
    return "".join(parts)


def _escaped(text: str) -> str:
    return escape(clean(text))


def _entry(row: Row, changes: Mapping[Ref, str]) -> str:
    status = status_word(row.kind, row.status) if row.status else ""
    known = (row.country, status, str(row.year or ""), changes.get(row.ref))
    remarks = [remark for remark in known if remark]
    more = f" ({', '.join(map(escape, remarks))})" if remarks else ""
    return f"- [{escape(row.name)}]({row.kind}/{row.id}.md){more}\n"


def _by_country(catalog: Catalog, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the records of each country; an agreement belongs to the countries of its
    participants.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    columns = catalog.shown.columns([row.n for row in rows])
    for row in rows:
        if row.kind in (Kind.INSTITUTION, Kind.AGREEMENT):
            for code in filter(None, columns[row.n][1].split("; ")):
                found[code].append(row)
    return found


def _country_index(countries: dict[str, list[Row]], changes: Mapping[Ref, str]) -> str:
    parts = [f"# {_('By country')}\n"]
    for code in sorted(countries, key=country_name):
        parts.append(f"\n## {escape(country_name(code))}\n\n")
        entries = sorted(countries[code], key=lambda row: (row.kind, row.name.casefold()))
        parts += (_entry(row, changes) for row in entries)
    return "".join(parts)


def _linked(page: Page, there: set[Ref]) -> Page:
    """Return a page whose references lead to the pages of the records in `there`."""
    sections = tuple(
        replace(section, items=tuple(_item(item, there) for item in section.items))
        for section in page.sections
    )
    return replace(
        page, sections=sections, summary=tuple(_item(item, there) for item in page.summary)
    )


def _item(item: Item, there: set[Ref]) -> Item:
    below = tuple(_line(line, there) for line in item.below)
    return replace(item, line=_line(item.line, there), below=below)


def _line(line: Line, there: set[Ref]) -> Line:
    return tuple(_run(run, there) for run in line)


def _run(run: Run, there: set[Ref]) -> Run:
    if run.ref is None or run.ref not in there:
        return run
    return replace(run, ref=None, url=f"../{run.ref.kind}/{run.ref.id}.md")
