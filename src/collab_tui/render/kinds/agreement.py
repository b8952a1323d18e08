"""The page of an agreement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from collab_tui.catalog.dossier import Dossier
from collab_tui.language import _, _c, clauses, number
from collab_tui.records.dates import PartialDate
from collab_tui.records.declared.agreement import AGREEMENT
from collab_tui.records.durations import Duration
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.status import IN_FORCE
from collab_tui.records.term import term_of
from collab_tui.records.vocabulary import (
    AgreementStatus,
    AgreementType,
    PersonRole,
    RelationType,
    RenewalType,
    Role,
)
from collab_tui.render.kinds.common import Builder, person_line
from collab_tui.render.page import Form, Item, Line, Page, Run, Tone
from collab_tui.render.words import show_date

EVENTS = {
    field.steps[-1][0]: field.label
    for field in AGREEMENT.fields
    if field.stored.startswith("dates.") and field.sort is Sort.DATE
}
"""The labels of an agreement's dates in its timeline."""


def build(dossier: Dossier) -> Page:
    """Describe an agreement: facts, participants, timeline, topics, related, unknowns."""
    page = Builder(dossier)
    document = dossier.document
    label = AgreementType(document["type"]).label if "type" in document else None
    page.facts(
        {
            "status": lambda: page.fact(_("Status"), _status(dossier), "status"),
            "renewal": lambda: _add_renewal(page),
            "value": lambda: _add_value(page),
            "facts[]": page.figures,
        }
    )
    participants = (_participant(page, part) for part in document.get("participants", ()))
    heads = (_("Role"), _("Institution"))
    page.section(_("Participants"), participants, Form.TABLE, heads)
    founded = (
        Item(page.link(Kind.INSTITUTION, one), sources=page.backing(f"founded.{one}"))
        for one in document.get("founded", ())
    )
    page.section(_c("field", "Founded"), founded, Form.LIST)
    unknowns = (
        Item((Run(text),), sources=page.backing("undisclosed"))
        for text in document.get("undisclosed", ())
    )
    page.section(_("Not disclosed"), unknowns, Form.LIST)
    page.section(_("Timeline"), _timeline(page), Form.TABLE, (_("Date"), _("Event")))
    topics = (
        Item(page.link(Kind.FOCUS_AREA, focus), sources=page.backing(f"focus_areas.{focus}"))
        for focus in document.get("focus_areas", ())
    )
    page.section(_("Focus areas"), topics, Form.LIST)
    page.section(
        _("Related agreements"),
        _related(page),
        Form.TABLE,
        (_c("relation", "How"), _("Agreement")),
        left_out=Relation.RELATED,
    )
    documents = (_document(page, item) for item in document.get("documents", ()))
    page.section(_("Documents"), documents, Form.LIST)
    return page.page((label, _since(document.get("dates", {}))), dossier.row.status)


def _add_value(page: Builder) -> None:
    value = page.document.get("value")
    if value is not None:
        note = f" ({value['note']})" if "note" in value else ""
        amount = number(value["amount"])
        page.fact(_("Value"), f"{value['currency']} {amount}{note}", "value")


def _add_renewal(page: Builder) -> None:
    """Add what happens at the end of the term, and the days that follow from that."""
    renewal = page.document.get("renewal")
    if renewal is None:
        return
    term, today = term_of(page.document), page.dossier.today
    every, notice = renewal.get("every"), renewal.get("notice")
    words = [
        RenewalType(renewal["type"]).label,
        _("every {time}", time=_each(Duration.parse(every))) if every else "",
        _("notice {time} before the end", time=Duration.parse(notice).words) if notice else "",
    ]
    page.fact(_("Renewal"), clauses(words), "renewal")
    if page.dossier.row.status not in (None, *IN_FORCE) or term.end is None:
        return
    if term.is_renewed and term.every is not None:
        page.fact(_("Next end"), _derived(term.next_end(today)))
    page.fact(_("Notice until"), _derived(term.next_notice(today)))


def _each(duration: Duration) -> str:
    """Return ``year`` for one year, ``2 years`` for two."""
    return duration.words.removeprefix("1 ") if duration.words.count(" ") == 1 else duration.words


def _derived(day: date | None) -> Line | None:
    """Return a day that no source gives, because it is derived."""
    if day is None:
        return None
    return (Run(show_date(day.isoformat())), Run(f" {_('(derived)')}", Tone.QUIET))


def _since(dates: dict[str, str]) -> str:
    """Return what is known about the beginning, in the words of its date."""
    for field, words in _BEGINNINGS.items():
        if field in dates:
            return words.format(year=PartialDate.parse(dates[field]).year)
    return _("undated")


_BEGINNINGS = {
    "start": _("since {year}"),
    "signed": _("signed {year}"),
    "announced": _("announced {year}"),
}


def _status(dossier: Dossier) -> Line | None:
    recorded, now = dossier.row.recorded_status, dossier.row.status
    if recorded == now:
        return (Run(AgreementStatus(now).label),) if now is not None else None
    words = _("no status is recorded")
    if recorded:
        words = _("recorded as {status}", status=AgreementStatus.label_of(recorded))
    if now is None:
        return (Run(_("not begun"), Tone.STRONG), Run(f" ({words})"))
    if now == AgreementStatus.EXPIRED and dossier.period is None:
        words = _("{recorded}; its end has passed", recorded=words)
    elif now == AgreementStatus.EXPIRED:
        words = _("{recorded}; its end had passed", recorded=words)
    return (Run(AgreementStatus(now).label, Tone.STRONG), Run(f" ({words})"))


def _participant(page: Builder, part: dict[str, Any]) -> Item:
    institution = part["institution"]
    row = page.dossier.named(Kind.INSTITUTION, institution)
    line = page.link(Kind.INSTITUTION, institution)
    if row is not None and row.country:
        line = (*line, Run(f" · {page.label('country', row.country)}", Tone.QUIET))
    people = tuple(_acting(page, person, institution) for person in part.get("people", ()))
    said = " · ".join(part[key] for key in ("department", "contact") if key in part)
    below = (((Run(said, Tone.QUIET),),) if said else ()) + people
    role = Role(part["role"]).label if "role" in part else _("participant")
    return Item(line, role, page.backing(f"participants.{institution}"), below)


def _acting(page: Builder, acting: str | dict[str, str], institution: str) -> Line:
    """Return a person who acts for an institution: name, post and role."""
    said: dict[str, str] = {"person": acting} if isinstance(acting, str) else acting
    person = said["person"]
    row = page.dossier.named(Kind.PERSON, person)
    line = person_line(row, person, _post(page, person, institution))
    if "role" not in said:
        return line
    return (*line, Run(f" · {PersonRole(said['role']).label}", Tone.QUIET))


def _post(page: Builder, person: str, institution: str) -> str:
    """Return the post of a person at an institution, or their only post elsewhere."""
    posts = page.dossier.people.get(person, {}).get("affiliations", [])
    here = [post for post in posts if post["institution"] == institution] or posts
    return str(here[0].get("post", "")) if here else ""


def _timeline(page: Builder) -> list[Item]:
    events: list[tuple[PartialDate, int, Item]] = []
    for order, (field, label) in enumerate(EVENTS.items()):
        value = page.document.get("dates", {}).get(field)
        if value is not None:
            item = Item((Run(label),), show_date(value), page.backing(f"dates.{field}"))
            events.append((PartialDate.parse(value), order, item))
    term = term_of(page.document)
    if term.is_derived and term.end is not None:
        derived = Run(f" {_('(derived from the duration)')}", Tone.QUIET)
        line = (Run(EVENTS["end"]), derived)
        events.append((term.end, len(events), Item(line, show_date(str(term.end)))))
    for milestone in page.document.get("milestones", ()):
        date = milestone["date"]
        note = milestone.get("note")
        below = ((Run(note, Tone.QUIET),),) if note else ()
        backing = page.backing(f"milestones.{date}")
        item = Item((Run(milestone["event"]),), show_date(date), backing, below)
        events.append((PartialDate.parse(date), len(events), item))
    events.sort(key=lambda event: event[:2])
    return [item for _, _, item in events]


def _related(page: Builder) -> Iterator[Item]:
    for related in page.document.get("related", ()):
        other = related["agreement"]
        label = RelationType(related["type"]).label
        yield Item(
            _with_year(page.link(Kind.AGREEMENT, other), page.dossier.named(Kind.AGREEMENT, other)),
            label,
            page.backing(f"related.{other}"),
        )
    for link in page.dossier.incoming:
        if link.relation is Relation.RELATED:
            line = _with_year((Run(link.row.name, ref=link.row.ref),), link.row)
            yield Item(line, RelationType(link.qualifier).inverse_label)


def _with_year(line: Line, row: Any) -> Line:
    if row is None or row.year is None:
        return line
    return (*line, Run(f" · {row.year}", Tone.QUIET))


def _document(page: Builder, item: dict[str, Any]) -> Item:
    url = item.get("url")
    below: list[Line] = [(Run(url, url=url),)] if url else []
    if item.get("path"):
        below.append((Run(item["path"]),))
    if item.get("sha256"):
        below.append((Run(f"sha256 {item['sha256']}", Tone.QUIET),))
    return Item((Run(item["name"]),), "", page.backing("documents"), tuple(below))
