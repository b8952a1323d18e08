"""What an outside program answered, as a proposal: what no sentence of the text says is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from collab_tui.catalog.catalog import Catalog
from collab_tui.drafting.article import Article
from collab_tui.drafting.known import known_as
from collab_tui.drafting.lexicon import Lexicon
from collab_tui.drafting.mention import Mention
from collab_tui.drafting.mentions import find
from collab_tui.drafting.proposal import Drafted, Fact, Other, Proposal, Taken, evidence_of
from collab_tui.drafting.tables import Ids, institution_table, known_source, source_table
from collab_tui.language import _, all_of
from collab_tui.records.evidence import fact_paths, supports
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.models import Agreement
from collab_tui.records.types import reader
from collab_tui.records.vocabulary import AgreementType

_KEYS = ("type", "status", "dates", "place", "value", "undisclosed", "focus_areas", "occasion")
"""The fields of an agreement that an answer can have, besides its participants."""
_MOST = 50
"""Agreements, and participants of one, that are read of an answer."""


def proposal_of(
    answer: Mapping[str, Any], article: Article, catalog: Catalog, lexicon: Lexicon
) -> Proposal:
    """Return the proposal of an answer that is a dict with a list of agreements."""
    return _Reader(article, catalog, lexicon).proposal(answer)


class _Reader:
    """One answer, on the way to a proposal."""

    def __init__(self, article: Article, catalog: Catalog, lexicon: Lexicon) -> None:
        self.article = article
        self.catalog = catalog
        self.ids = Ids(catalog)
        known = known_source(article, catalog)
        self.is_source_known = known is not None
        self.source = known or source_table(article, self.ids, catalog.today)
        self.mentions = find(article, lexicon)
        self.institutions: dict[str, dict[str, Any]] = {}
        self.dropped = 0

    def proposal(self, answer: Mapping[str, Any]) -> Proposal:
        drafts = [
            one
            for item in answer["agreements"][:_MOST]
            if isinstance(item, Mapping) and (one := self._drafted(item)) is not None
        ]
        others = [
            Other(str(item["mention"]), str(item.get("why", "")))
            for item in _dicts(answer.get("others"))
            if isinstance(item.get("mention"), str)
        ]
        used = {one.institution for draft in drafts for one in draft.participants}
        notes = []
        if self.dropped:
            notes.append(
                _(
                    "{count} of its values are dropped: they do not fit the format, or no sentence"
                    " that stands in the text says so",
                    count=self.dropped,
                )
            )
        return Proposal(
            self.article,
            self.source,
            self.is_source_known,
            tuple(drafts),
            tuple(one for one in self.institutions.values() if one["id"] in used),
            (),
            tuple(others),
            tuple(notes),
        )

    def _drafted(self, item: Mapping[str, Any]) -> Drafted | None:
        said = list(self._said(item))
        taken, tables = self._participants(item)
        record: dict[str, Any] = {key: item[key] for key in _KEYS if key in item}
        record = self._fitting(record | {"participants": tables})
        facts: list[Fact] = []
        for path in [*fact_paths(Kind.AGREEMENT, record)]:
            sentence = next((one for paths, one in said if _backs(paths, path)), None)
            if sentence is None:
                self.dropped += 1
                _remove(record, path)
                continue
            start = self.article.text.find(sentence)
            value = _value(record, path)
            facts.append(Fact(path, value, sentence, start, start + len(sentence)))
        parties = [one["institution"] for one in record.get("participants", ())]
        if len(parties) < 2:
            return None
        sort = str(record.get("type", "other"))
        name = item.get("name")
        is_name = isinstance(name, str) and name.strip() and name in self.article.text
        made = _(
            "{type} between {names}",
            type=AgreementType.label_of(sort).capitalize(),
            names=all_of(parties),
        )
        record["name"] = name if is_name else made
        record["id"] = self.ids.new(Kind.AGREEMENT, " ".join([*parties[:2], sort]))
        record["evidence"] = evidence_of(self.source["id"], facts)
        draft = Drafted(
            record, tuple(facts), tuple(one for one in taken if one.institution in parties)
        )
        return replace(draft, known=known_as(draft, self.catalog))

    def _said(self, item: Mapping[str, Any]) -> Iterator[tuple[list[str], str]]:
        """Yield what the answer has as evidence, where its sentence stands in the text."""
        for entry in _dicts(item.get("evidence")):
            note, paths = entry.get("note"), entry.get("supports", [])
            if not isinstance(note, str) or not isinstance(paths, list):
                continue
            sentence = _in_text(self.article.text, note)
            if sentence:
                yield [path for path in paths if isinstance(path, str)], sentence

    def _participants(self, item: Mapping[str, Any]) -> tuple[list[Taken], list[dict[str, Any]]]:
        taken: dict[str, Taken] = {}
        tables: list[dict[str, Any]] = []
        for one in _dicts(item.get("participants"))[:_MOST]:
            text = one.get("mention")
            if not isinstance(text, str) or not text.strip() or text not in self.article.text:
                self.dropped += 1
                continue
            institution = self._institution(one.get("institution"), text)
            if institution in taken:
                continue
            given = one.get("score")
            score = float(given) if isinstance(given, int | float) else 1.0
            taken[institution] = Taken(institution, text, score)
            table = {"institution": institution}
            tables.append(
                table | ({"role": one["role"]} if isinstance(one.get("role"), str) else {})
            )
        return list(taken.values()), tables

    def _institution(self, given: Any, text: str) -> str:
        """Return the id of an institution: the given one if the registry has it, else by name."""
        if isinstance(given, str) and self.catalog.number(Ref(Kind.INSTITUTION, given)) is not None:
            return given
        start = self.article.text.find(text)
        mention = next(
            (one for one in self.mentions if one.start < start + len(text) and start < one.end),
            None,
        )
        if mention is not None and mention.best.known:
            return mention.best.id.partition("/")[2]
        key = text if mention is None else str(mention.entity)
        if key not in self.institutions:
            best = () if mention is None else mention.candidates
            bare = Mention(start, start + len(text), text, best, "form") if best else None
            if bare is None:
                new_id = self.ids.new(Kind.INSTITUTION, text)
                self.institutions[key] = {
                    "id": new_id,
                    "name": text,
                    "evidence": [{"source": self.source["id"]}],
                }
            else:
                sentence = _around(self.article.text, start, start + len(text))
                self.institutions[key] = institution_table(
                    bare, self.article, self.ids, self.source["id"], sentence
                )
        return str(self.institutions[key]["id"])

    def _fitting(self, record: dict[str, Any]) -> dict[str, Any]:
        """Leave out the fields that the format does not allow."""
        areas = record.get("focus_areas")
        if isinstance(areas, list):
            known = [
                one
                for one in areas
                if isinstance(one, str)
                and self.catalog.number(Ref(Kind.FOCUS_AREA, one)) is not None
            ]
            self.dropped += len(areas) - len(known)
            record["focus_areas"] = known
        while True:
            try:
                reader(Agreement)({"id": "x", "name": "x", **record})
            except ValidationError as error:
                wrong = {str(one["loc"][0]) for one in error.errors()} & record.keys()
                if not wrong:
                    return {}
                self.dropped += len(wrong)
                for key in wrong:
                    del record[key]
            else:
                return record


def _backs(paths: Sequence[str], fact: str) -> bool:
    return not paths or any(supports(path, fact) for path in paths)


def _remove(record: dict[str, Any], path: str) -> None:
    top, _, rest = path.partition(".")
    if top == "participants":
        record[top] = [one for one in record[top] if one["institution"] != rest]
    elif top == "focus_areas":
        record[top] = [one for one in record[top] if one != rest]
    elif rest:
        record[top] = {key: value for key, value in record[top].items() if key != rest}
    else:
        del record[top]
    if not record.get(top):
        record.pop(top, None)


def _value(record: Mapping[str, Any], path: str) -> Any:
    top, _, rest = path.partition(".")
    if top in ("participants", "focus_areas"):
        return rest
    return record[top][rest] if rest else record[top]


def _in_text(text: str, note: str) -> str:
    """Return the sentence as it stands in the text; nothing if it does not."""
    note = note.strip()
    return note if len(note) > 3 and note in text else ""


def _around(text: str, start: int, end: int) -> str:
    """Return the line in which something stands."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first : last if last >= 0 else len(text)]


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
