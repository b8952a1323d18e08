"""What the pages of all kinds have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from collab_tui.catalog.dossier import Dossier
from collab_tui.catalog.row import Row
from collab_tui.language import _, number
from collab_tui.records import texts as local
from collab_tui.records.declared import DECLARED
from collab_tui.records.durations import Duration
from collab_tui.records.evidence import SOURCED_KINDS, sources_of
from collab_tui.records.field import Field, Sort
from collab_tui.records.kinds import Kind, Relation
from collab_tui.render.page import FACTS, Form, Item, Line, Page, Run, Section, SourceNote, Tone
from collab_tui.render.words import NO_STATUS, STATUS_SIGNS, show_date, status_word


class Builder:
    """Builds a page from a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        """Describe `dossier`."""
        self.dossier = dossier
        self.document = dossier.document
        self._facts: list[Item] = []
        self._sections: list[Section] = []

    def backing(self, path: str) -> tuple[str, ...] | None:
        """Return the sources of the fact at `path`; None if the kind needs none."""
        sources = tuple(sources_of(self.document, path))
        return sources if sources or self.dossier.ref.kind in SOURCED_KINDS else None

    def fact(self, label: str, value: Any, path: str | None = None) -> None:
        """Add a line to the facts, unless there is no value. A value may be a list of runs."""
        if value is None or value == () or value == "":
            return
        line = value if isinstance(value, tuple) else (Run(str(value)),)
        self._facts.append(Item(line, label, self.backing(path) if path else None))

    def facts(self, special: Mapping[str, Callable[[], None]] | None = None) -> None:
        """Add the facts of the kind that have a separate line, in the order of their declaration.

        `special` adds, by a field's path, what is not just the values of the field.
        """
        declared = DECLARED[self.dossier.ref.kind]
        for field in declared.fields:
            if not field.is_line:
                continue
            add = (special or {}).get(field.path)
            if add is not None:
                add()
                continue
            values = field.values(self.document)
            if field.names is not None and field.is_list:  # each may have its own sources
                for index, value in enumerate(values):
                    label = field.label if index == 0 else ""
                    self.fact(label, self._runs(field, value), f"{field.top}.{value}")
            elif values:
                path = field.stored if declared.states(field.top) else None
                self.fact(field.label, self._line(field, values), path)

    def figures(self) -> None:
        """Add the labelled figures, one line each."""
        for figure in self.document.get("facts", ()):
            label = figure["label"]
            self.fact(label[:1].upper() + label[1:], figure["value"], f"facts.{label}")

    def _line(self, field: Field, values: list[Any]) -> Line:
        """Return the values of a field as a line, with commas between them."""
        parts = [self._runs(field, value) for value in values]
        line = list(parts[0])
        for part in parts[1:]:
            line += [Run(", "), *part]
        return tuple(line)

    def _runs(self, field: Field, value: Any) -> Line:
        if field.names is not None:
            return self.link(field.names.kind, value)
        if field.sort is Sort.URL:
            return (Run(value, url=value),)
        return (Run(self._words(field, value), url=_address(field, value)),)

    def _words(self, field: Field, value: Any) -> str:
        """Return a value in words."""
        if field.sort is Sort.DATE:
            return show_date(value)
        if field.sort is Sort.CODE:
            return self.label(field.scheme, value)
        if field.sort is Sort.DURATION:
            return Duration.parse(value).words
        if field.sort is Sort.NUMBER:
            return str(value) if field.url else number(value)
        if field.terms is not None:
            return field.terms.label_of(value)
        return str(value)

    def section(
        self,
        title: str,
        items: Iterable[Item],
        form: Form,
        heads: tuple[str, str] = ("", ""),
        *,
        left_out: Relation | None = None,
        is_listed: bool = False,
    ) -> None:
        """Add a section, unless it is empty.

        `left_out` is the relation of which the dossier may hold only a part. For `is_listed` see
        `Section`.
        """
        found = tuple(items)
        if found:
            more = self.dossier.left_out.get(left_out, 0) if left_out is not None else 0
            self._sections.append(Section(title, found, form, heads, more, is_listed))

    def agreements(
        self, items: Iterable[Item], left_out: Relation, *, is_listed: bool = False
    ) -> None:
        """Add the agreements that name the record; see `section`."""
        heads = (_("Since"), _("Agreement"))
        self.section(
            _("Agreements"), items, Form.TABLE, heads, left_out=left_out, is_listed=is_listed
        )

    def link(self, kind: Kind, record_id: str) -> Line:
        """Return a link to a record that the document names; if it is missing, its id, marked."""
        row = self.dossier.named(kind, record_id)
        return (Run(row.name, ref=row.ref),) if row is not None else _missing(record_id)

    def label(self, scheme: str, code: str) -> str:
        """Return the name of a country or language code."""
        return self.dossier.labels.get((scheme, code), code)

    def page(self, badges: Iterable[str | None], status: str | None = None) -> Page:
        """Return the page, with what every kind has: names, summary, extras, sources."""
        document = self.document
        name = self.dossier.row.name
        tags = document.get("tags", ())
        self.fact(_("Also known as"), self._aliases())
        self.fact(_("Tags"), " · ".join(tags))
        for index, link in enumerate(document.get("links", ())):
            url, said = (
                (link["url"], f" · {link['type']}") if isinstance(link, dict) else (link, "")
            )
            line = (Run(url, url=url), Run(said, Tone.QUIET)) if said else (Run(url, url=url),)
            self.fact(_("Links") if index == 0 else "", line)
        sections = list(self._sections)
        if self._facts:
            sections.insert(0, Section(FACTS, tuple(self._facts), Form.TABLE, ("", "")))
        if document.get("extra"):
            items = tuple(_extra_items(document["extra"]))
            sections.append(Section(_("Extra"), items, Form.TABLE, ("", "")))
        warning = None
        if self.dossier.ref.kind in SOURCED_KINDS and not document.get("evidence"):
            warning = _("No source supports this record.")
        return Page(
            ref=self.dossier.ref,
            name=name,
            badges=tuple(badge for badge in (*badges, self._as_of()) if badge),
            acronyms=tuple(map(local.shown, document.get("acronyms", ()))),
            local_names=tuple(
                (self.label("language", language or ""), text)
                for language, text in local.said(document["name"])
                if text != name
            ),
            status=status,
            warning=warning,
            summary=tuple(self._summary()),
            sections=tuple(sections),
            notes=tuple(self._notes()),
            dates={
                field.steps[-1][0]: str(value)
                for field in DECLARED[self.dossier.ref.kind].fields
                if field.top == "dates" and field.sort is Sort.DATE
                for value in field.values(document)
            },
        )

    def _aliases(self) -> Line:
        line: list[Run] = []
        for alias in self.document.get("aliases", ()):
            line += [Run(" · ")] if line else []
            line.append(Run(local.shown(alias)))
            if isinstance(alias, dict):
                line.append(Run(f" ({self.label('language', alias['language'])})", Tone.QUIET))
        return tuple(line)

    def _as_of(self) -> str | None:
        """Return the day of the statuses, if it is not today."""
        period = self.dossier.period
        return _("as of {day}", day=show_date(period.text)) if period is not None else None

    def _summary(self) -> Iterable[Item]:
        backing = self.backing("summary")
        for language, text in local.in_order(self.document.get("summary", [])):
            lead = self.label("language", language) if language else ""
            yield Item((Run(text),), lead, backing)

    def _notes(self) -> Iterable[SourceNote]:
        notes: dict[str, list[str]] = {}
        for evidence in self.document.get("evidence", ()):
            found = notes.setdefault(evidence["source"], [])
            if evidence.get("note"):
                found.append(evidence["note"])
        for place, (source, texts) in enumerate(notes.items(), 1):
            document = self.dossier.sources.get(source)
            if document is None:
                title, details = source, NOT_HERE
                yield SourceNote(place, source, title, details, None, tuple(texts), False)
                continue
            row = self.dossier.named(Kind.SOURCE, source)
            title = row.name if row else source
            yield SourceNote(
                place, source, title, citation(document), document.get("url"), tuple(texts)
            )


NOT_HERE = _("not in this registry")


def _missing(record_id: str) -> Line:
    """Return the id of a record that is not there, marked."""
    return (Run(record_id), Run(f" {NOT_HERE}", Tone.WARNING))


def _address(field: Field, value: Any) -> str | None:
    """Return the web address that a value leads to, if its field has addresses."""
    return field.url.format(str(value).replace(" ", "")) if field.url else None


def build(dossier: Dossier) -> Page:
    """Describe a record of a kind without a page of its own: its facts and agreements."""
    page = Builder(dossier)
    page.facts()
    way = DECLARED[dossier.ref.kind].agreements
    if way is not None:
        links = (link for link in dossier.incoming if link.relation is way.relation)
        items = (agreement_item(link.row, link.qualifier) for link in links)
        page.agreements(items, way.relation)
    return page.page(())


def citation(document: Mapping[str, Any]) -> str:
    """Return a source's authors, publisher and date, as far as they are known."""
    published = document.get("published")
    retrieved = document.get("retrieved")
    parts = [
        ", ".join(document.get("authors", ())),
        document.get("publisher"),
        show_date(published) if published else None,
        _("retrieved {day}", day=show_date(retrieved)) if retrieved and not published else None,
    ]
    return ", ".join(part for part in parts if part)


def agreement_item(row: Row, *remarks: str) -> Item:
    """Return the line of a list of agreements: year, name, remarks, status."""
    runs = [Run(row.name, ref=row.ref)]
    words = [remark for remark in remarks if remark]
    if row.status:
        sign = STATUS_SIGNS.get(row.status, NO_STATUS)
        words.append(f"{sign}\N{NO-BREAK SPACE}{status_word(row.kind, row.status)}")
    if words:
        runs.append(Run(" · " + " · ".join(words), Tone.QUIET))
    return Item(tuple(runs), str(row.year) if row.year else _("undated"))


def record_item(row: Row, lead: str = "", remark: str = "") -> Item:
    """Return a line that leads to a record."""
    runs = [Run(row.name, ref=row.ref)]
    if remark:
        runs.append(Run(f" · {remark}", Tone.QUIET))
    return Item(tuple(runs), lead)


def person_line(row: Row | None, person: str, post: str = "") -> Line:
    """Return a person's name, as a link to them, and their post."""
    if row is None:
        return _missing(person)
    name = Run(row.name, ref=row.ref)
    return (name, Run(f", {post}", Tone.QUIET)) if post else (name,)


def _extra_items(extra: Mapping[str, Any], prefix: str = "") -> Iterable[Item]:
    for key, value in extra.items():
        if isinstance(value, Mapping):
            yield from _extra_items(value, f"{prefix}{key}.")
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield Item((Run(text),), f"{prefix}{key}")
