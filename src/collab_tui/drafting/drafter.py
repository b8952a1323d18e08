"""From an article to its proposal: who, when, what, where, by whom, each with its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.drafting.acting import Acting
from collab_tui.drafting.article import Article, Sentence, sentences
from collab_tui.drafting.events import Event
from collab_tui.drafting.known import known_as
from collab_tui.drafting.lexicon import Lexicon
from collab_tui.drafting.made_names import made_name
from collab_tui.drafting.mention import Mention
from collab_tui.drafting.mentions import find
from collab_tui.drafting.parties import parties
from collab_tui.drafting.people import Place, people_in
from collab_tui.drafting.proposal import (
    Drafted,
    Fact,
    Other,
    Places,
    Proposal,
    Taken,
    evidence_of,
)
from collab_tui.drafting.reasons import in_words
from collab_tui.drafting.said import Said, Zone, zone_of
from collab_tui.drafting.tables import (
    Ids,
    institution_table,
    known_source,
    source_table,
)
from collab_tui.drafting.terms import amount_of, duration_of, undisclosed_of
from collab_tui.drafting.topics import Topics
from collab_tui.drafting.what import name_of, status_of, type_of
from collab_tui.drafting.when import dates_of
from collab_tui.drafting.where import place_of
from collab_tui.records.kinds import Kind
from collab_tui.records.vocabulary import AgreementType


def propose(
    article: Article, catalog: Catalog, lexicon: Lexicon, topics: Topics, today: date | None = None
) -> Proposal:
    """Return what an article proposes for a registry; without agreements if it announces none."""
    return _Drafter(article, catalog, lexicon, topics, today or catalog.today).proposal()


class _Drafter:
    """What is found in one article, on the way to its proposal."""

    def __init__(
        self, article: Article, catalog: Catalog, lexicon: Lexicon, topics: Topics, today: date
    ) -> None:
        self.article = article
        self.catalog = catalog
        self.topics = topics
        self.ids = Ids(catalog)
        known = known_source(article, catalog)
        self.is_source_known = known is not None
        self.source = known or source_table(article, self.ids, today)
        self.sentences = sentences(article)
        self.mentions = find(article, lexicon)
        self.events = parties(article, self.sentences, self.mentions)
        self._by_entity: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for one in self.mentions:
            self._by_entity[one.entity].append((one.start, one.end))
        self.institutions: dict[int, dict[str, Any]] = {}
        self.others: dict[int, Other] = {}

    def proposal(self) -> Proposal:
        """Draft each event, then list who is left."""
        named = people_in(self.article, self.sentences, self._organisations())
        self.acting = Acting(self.catalog, self.mentions, named, self.ids, self.source["id"])
        drafted = []
        for event in self.events:
            drafted.append(self._drafted(event))
            self._leave_out(event)
        others = [*self.others.values(), *(self.acting.left_out() if drafted else ())]
        used = {two.institution for one in drafted for two in one.participants}
        return Proposal(
            self.article,
            self.source,
            self.is_source_known,
            tuple(drafted),
            tuple(one for one in self.institutions.values() if one["id"] in used),
            tuple(self.acting.people.values()),
            tuple(sorted(others, key=lambda one: one.start)),
        )

    def _organisations(self) -> list[Place]:
        return [Place(one.start, one.end, one.entity) for one in self.mentions if not one.is_person]

    def _drafted(self, event: Event) -> Drafted:
        about = list(event.sentences)
        others = [one for event_ in self.events if event_ is not event for one in event_.sentences]
        zone = zone_of(self.article, self.sentences, about, others)
        entities = {party.mention.entity for party in event.parties}
        hidden = [(one.start, one.end) for one in self.mentions if one.entity in entities]
        facts: list[Fact] = []
        record: dict[str, Any] = {}
        apart = [(part.start, part.end) for one in self._besides(event) for part in one.parts]
        sort = type_of(zone, sorted([*hidden, *apart]))
        self._put(record, facts, "type", sort or _other(about[0]))
        self._put(record, facts, "status", status_of(zone, sort.value if sort else None))
        dates = dates_of(zone)
        for one in dates:
            value = _toml_date(str(one.date))
            record.setdefault("dates", {})[one.field] = value
            start = one.sentence.start + (one.day.start if one.day else 0)
            end = one.sentence.start + one.day.end if one.day else one.sentence.end
            facts.append(
                Fact(f"dates.{one.field}", value, one.sentence.text, start, end, one.score)
            )
        duration = duration_of(zone)
        if duration is not None:
            record.setdefault("dates", {})["duration"] = duration.value
            facts.append(_fact("dates.duration", duration.value, duration))
        taken = self._participants(event, record, facts)
        self._add_rest(zone, record, facts)
        self._name(zone, sort.value if sort else None, record, facts, hidden)
        record["evidence"] = evidence_of(self.source["id"], facts)
        draft = Drafted(record, tuple(facts), tuple(taken))
        return replace(draft, known=known_as(draft, self.catalog))

    def _besides(self, event: Event) -> list[Event]:
        """Return the other events, without what they tell together with this one."""
        mine = {part.start for part in event.parts}
        return [
            replace(one, parts=tuple(part for part in one.parts if part.start not in mine))
            for one in self.events
            if one is not event
        ]

    def _put(
        self, record: dict[str, Any], facts: list[Fact], key: str, said: Said[Any] | None
    ) -> None:
        if said is not None:
            record[key] = said.value
            facts.append(_fact(key, said.value, said))

    def _add_rest(self, zone: Zone, record: dict[str, Any], facts: list[Fact]) -> None:
        topics = self.topics.said_in(zone)
        if topics:
            record["focus_areas"] = [one.value for one in topics]
            facts += [_fact(f"focus_areas.{one.value}", one.value, one) for one in topics]
        amount = amount_of(zone)
        if amount is not None:
            record["value"] = {"amount": amount.value[0], "currency": amount.value[1]}
            facts.append(_fact("value", record["value"], amount))
        named = [(one.start, one.end) for one in self.mentions if one.how != "country"]
        self._put(record, facts, "place", place_of(zone, named))
        hidden = list({one.value: one for one in undisclosed_of(zone)}.values())
        if hidden:
            record["undisclosed"] = [one.value for one in hidden]
            facts += [_fact("undisclosed", one.value, one) for one in hidden]

    def _participants(self, event: Event, record: dict[str, Any], facts: list[Fact]) -> list[Taken]:
        taken: dict[str, Taken] = {}
        tables: list[dict[str, Any]] = []
        keys: dict[int, str] = {}
        for party in event.parties:
            mention = party.mention
            sentence = self._sentence(mention.start)
            known = self._institution(mention, sentence)
            keys[mention.entity] = known
            if known in taken:
                continue
            score = round(party.score, 2)
            taken[known] = Taken(
                known,
                mention.text,
                score,
                candidates=_candidates(mention),
                places=self._places(mention),
            )
            tables.append({"institution": known})
            path = f"participants.{known}"
            facts.append(Fact(path, known, sentence.text, mention.start, mention.end, party.score))
        facts += self.acting.add(keys, tables, taken)
        record["participants"] = tables
        return list(taken.values())

    def _institution(self, mention: Mention, sentence: Sentence) -> str:
        """Return the id of an institution; a new one gets a record."""
        best = mention.best
        if best.known:
            return best.id.partition("/")[2]
        if mention.entity not in self.institutions:
            self.institutions[mention.entity] = institution_table(
                mention, self.article, self.ids, self.source["id"], sentence.text
            )
        return str(self.institutions[mention.entity]["id"])

    def _name(
        self,
        zone: Zone,
        sort: str | None,
        record: dict[str, Any],
        facts: list[Fact],
        hidden: Sequence[tuple[int, int]],
    ) -> None:
        """Give the record a name and an id: those of the centre that it founds, or made ones."""
        found = name_of(zone, sort, hidden)
        if found is not None:
            said, short = found
            record["name"] = {self.article.language: said.value}
            facts.append(_fact("name", said.value, said))
            if short is not None:
                record["acronyms"] = [short]
            record["id"] = self.ids.new(Kind.AGREEMENT, short or said.value)
            return
        parties_ = [table["institution"] for table in record["participants"]]
        label = AgreementType.label_of(sort or "other")
        record["name"] = made_name(label, [self._name_of(one) for one in parties_])
        year = next((str(one)[:4] for one in record.get("dates", {}).values()), "")
        record["id"] = self.ids.new(
            Kind.AGREEMENT, " ".join([*parties_[:2], sort or "agreement", year.lstrip("P")])
        )

    def _name_of(self, institution: str) -> str:
        for table in self.institutions.values():
            if table["id"] == institution:
                name = table["name"]
                return str(next(iter(name.values())) if isinstance(name, dict) else name)
        for mention in self.mentions:
            if mention.best.id.partition("/")[2] == institution:
                return mention.best.name
        return institution

    def _leave_out(self, event: Event) -> None:
        """List who is named and not taken."""
        for one in event.others:
            mention = one.mention
            if mention.entity in self.others:
                continue
            self.others[mention.entity] = Other(
                mention.text,
                in_words(one.why),
                mention.start,
                mention.end,
                _candidates(mention),
                places=self._places(mention),
            )

    def _places(self, mention: Mention) -> Places:
        return tuple(self._by_entity[mention.entity])

    def _sentence(self, start: int) -> Sentence:
        return next(one for one in self.sentences if one.holds(start))


def _candidates(mention: Mention) -> tuple[str, ...]:
    return tuple(one.id for one in mention.candidates if one.id)


def _other(sentence: Sentence) -> Said[str]:
    """Return the type of an agreement that no word tells: every agreement has one."""
    return Said(AgreementType.OTHER.value, sentence, sentence.start, sentence.end, 0.3)


def _fact(path: str, value: Any, said: Said[Any]) -> Fact:
    return Fact(path, value, said.sentence.text, said.start, said.end, round(said.score, 2))


def _toml_date(text: str) -> Any:
    """Return a date as a registry writes it: a day as a date of TOML, the rest as EDTF."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return int(text) if text.isdigit() else text
