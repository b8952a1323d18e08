"""From a file or a text to a review. `begin` runs in a process of its own (see `workers`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from collab_tui.catalog.catalog import Catalog
from collab_tui.drafting.article import Sentence, sentences
from collab_tui.drafting.proposal import Drafted, Fact, Other, Proposal
from collab_tui.drafting.reasons import UNCLEAR
from collab_tui.drafting.tables import Ids
from collab_tui.forms.words import Words
from collab_tui.language import _, number
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.texts import shown
from collab_tui.reviewing.items import PARTICIPANTS, Item, Meaning, Standing, strength
from collab_tui.reviewing.marked import safe
from collab_tui.reviewing.review import Group, Review

NOTHING = _("No agreement is announced in it")
_MOST_LEFT = 200
"""Of those who are left out, so many are listed, the first of the text."""

_ORDER = {meaning: number for number, meaning in enumerate(Meaning)}


class Question(NamedTuple):
    """What is to be reviewed, against which registry."""

    path: str
    """A file; empty for a text."""
    text: str
    layers: tuple[Path, ...]
    folder: Path | None
    """Where catalogs are kept; None means in memory."""
    today: date


def begin(question: Question) -> Review | str:
    """Return the review of an article, or why there is none."""
    from collab_tui.drafting.drafter import propose
    from collab_tui.drafting.lexicon import Lexicon
    from collab_tui.drafting.reading import ReadingError, read_article, read_pasted
    from collab_tui.drafting.topics import Topics

    try:
        path, text = question.path, question.text
        reading = read_article(path) if path else read_pasted(text)
    except ReadingError as error:
        return str(error)
    with closing(Catalog.open(question.layers, question.folder, question.today)) as catalog:
        catalog.refresh()
        lexicon = Lexicon.of(catalog, None, question.folder)
        with closing(lexicon):
            proposal = propose(reading.article, catalog, lexicon, Topics.of(catalog))
        if not proposal.agreements:
            named = ", ".join(one.mention for one in proposal.others[:5])
            return f"{NOTHING} {_('(named: {names})', names=named)}" if named else NOTHING
        return review_of(proposal, catalog, reading.notes)


def review_of(proposal: Proposal, catalog: Catalog, notes: tuple[str, ...] = ()) -> Review:
    """Return the review of a proposal that has agreements."""
    made = {Ref(Kind.INSTITUTION, one["id"]): dict(one) for one in proposal.institutions}
    made |= {Ref(Kind.PERSON, one["id"]): dict(one) for one in proposal.people}
    ids = Ids(catalog)
    for ref in made:
        ids.note(ref)
    source = dict(proposal.source)
    texts = sentences(proposal.article)
    text = proposal.article.text
    groups = []
    others = proposal.others[:_MOST_LEFT]
    if len(others) < len(proposal.others):
        count = len(proposal.others)
        note = _(
            "{count} are left out; the first {most} of them are listed",
            count=number(count),
            most=_MOST_LEFT,
        )
        notes = (*notes, note)
    for draft in proposal.agreements:
        left = [_left_out(one, proposal, texts, ids, made) for one in others]
        groups.append(_group(draft, left, text, proposal.is_source_known))
    words = Words({ref: shown(table["name"]) for ref, table in made.items()})
    words.learn(_names(groups, catalog, made))
    return Review(
        proposal.article,
        safe(text),
        source,
        proposal.is_source_known,
        groups,
        made,
        words,
        (*notes, *proposal.notes),
    )


def _group(draft: Drafted, left: Iterable[Item], text: str, is_source_known: bool) -> Group:
    items = [*_items(draft, text)]
    if not any(one.path == "name" for one in items):
        items.append(Item("name", draft.record["name"], score=0.5))
    if draft.known is not None:
        _compare(items, draft, is_source_known)
    items.sort(key=_rank)
    parties = {one.value for one in items if one.kind is Kind.INSTITUTION}
    others = sorted((one for one in left if one.value not in parties), key=lambda one: one.start)
    return Group(draft.record, [*items, *others], draft.known, draft.known is not None)


def _rank(item: Item) -> tuple[int, float, int, int]:
    """Return what sorts proposals: first what the registry does not say, then the strongest."""
    is_same = item.standing is Standing.SAME
    return is_same, -item.score, _ORDER[item.meaning], item.start


def _items(draft: Drafted, text: str) -> Iterator[Item]:
    taken = {one.institution: one for one in draft.participants}
    tables = {one["institution"]: one for one in draft.record.get(PARTICIPANTS, ())}
    parties: dict[str, Item] = {}
    for fact in draft.facts:
        top, _, rest = fact.path.partition(".")
        if top == PARTICIPANTS and fact.value == rest:
            if rest not in parties:
                item = _item(fact, text, PARTICIPANTS, Kind.INSTITUTION)
                item.role = str(tables.get(rest, {}).get("role", ""))
                if rest in taken:
                    item.candidates = _refs(taken[rest].candidates, Kind.INSTITUTION)
                    item.places = taken[rest].places or item.places
                parties[rest] = item
                yield item
        elif top == PARTICIPANTS:
            if rest in parties:
                item = _item(fact, text, PARTICIPANTS, Kind.PERSON)
                item.party = parties[rest]
                item.role = _role(tables.get(rest, {}), str(fact.value))
                yield item
        elif top == "focus_areas":
            yield _item(fact, text, top, Kind.FOCUS_AREA)
        else:
            item = _item(fact, text, fact.path, None)
            if top == "name":
                item.value = draft.record["name"]  # with its language
            yield item


def _item(fact: Fact, text: str, path: str, kind: Kind | None) -> Item:
    said = text[fact.start : fact.end] if 0 <= fact.start < fact.end else ""
    start = fact.start + len(said) - len(said.lstrip())
    end = start + len(said.strip())
    places = ((start, end),) if end > start else ()
    score = strength(fact.score)
    return Item(path, fact.value, fact.sentence, start, end, score, True, kind, places)


def _role(table: Mapping[str, Any], person: str) -> str:
    for one in table.get("people", ()):
        if isinstance(one, Mapping) and one.get("person") == person:
            return str(one.get("role", ""))
    return ""


def _refs(candidates: Iterable[str], kind: Kind) -> tuple[Ref, ...]:
    """Return the candidates that are records of a kind: ROR ids are none."""
    refs = [Ref.parse(one) for one in candidates if "/" in one]
    return tuple(one for one in refs if one.kind is kind)


def _left_out(
    other: Other,
    proposal: Proposal,
    texts: list[Sentence],
    ids: Ids,
    made: dict[Ref, dict[str, Any]],
) -> Item:
    """Return somebody who is left out; a new record is there for who is not in the registry."""
    sentence = next((one.text for one in texts if one.holds(other.start)), "")
    refs = _refs(other.candidates, other.kind)
    if refs:
        ref = refs[0]
    else:
        same = (
            r for r, t in made.items() if r.kind is other.kind and t.get("name") == other.mention
        )
        ref = next(same, None) or Ref(other.kind, ids.new(other.kind, other.mention))
        evidence = [{"source": proposal.source["id"], "note": sentence or other.mention}]
        table = {"id": ref.id, "name": other.mention, "evidence": evidence}
        made.setdefault(ref, table)
    item = Item(PARTICIPANTS, ref.id, sentence, other.start, other.end, 0.0, False, other.kind)
    own = ((other.start, other.end),) if 0 <= other.start < other.end else ()
    item.places = other.places or own
    item.candidates = refs
    item.why = other.why or UNCLEAR
    return item


def _compare(items: list[Item], draft: Drafted, is_source_known: bool) -> None:
    """Say of each proposal what it is for the agreement that the registry has."""
    known = draft.known
    assert known is not None, "there is one"
    adds = {(one.path, str(one.article)): one for one in known.adds}
    contradicts = {(one.path, str(one.article)): one for one in known.contradicts}
    for item in items:
        key = (item.fact, str(item.value))
        if key in contradicts:
            item.standing = Standing.CONTRADICTS
            item.registry = contradicts[key].registry
            item.is_taken = False
        elif key in adds:
            item.standing = Standing.ADDS
            item.registry = adds[key].registry
        else:
            item.standing = Standing.SAME
            item.is_taken = not (is_source_known and known.is_cited)


def _names(groups: Iterable[Group], catalog: Catalog, made: Mapping[Ref, object]) -> dict[Ref, str]:
    """Return the names of all records that the groups may name."""
    refs: set[Ref] = set()
    for group in groups:
        for item in group.items:
            refs.update(item.candidates)
            if item.ref is not None:
                refs.add(item.ref)
            if item.kind is not None and isinstance(item.registry, str):
                refs.add(Ref(item.kind, item.registry))
    numbers = [n for ref in refs - made.keys() if (n := catalog.number(ref)) is not None]
    return {row.ref: row.name for row in catalog.shown.rows(numbers)}
