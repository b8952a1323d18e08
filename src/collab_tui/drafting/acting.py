"""Who acts for the parties of an agreement: people of the registry, and new ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.drafting import geography, who
from collab_tui.drafting.mention import Mention
from collab_tui.drafting.people import Person
from collab_tui.drafting.proposal import Fact, Other, Taken
from collab_tui.drafting.tables import Ids, person_table
from collab_tui.language import _
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.vocabulary import PersonRole

_MINISTER = re.compile(
    r"minister|menteri|menkes|wamenkes|dirjen|direktur jenderal|sekjen|sekretaris jenderal"
    r"|部长|部長",
    re.IGNORECASE,
)
_MINISTRY = re.compile(r"ministry|kementerian|kemenkes|ministerio|ministère|部$", re.IGNORECASE)

_PAIR = 2
_NEAR = 45
"""Characters before a person in which the name of an institution may be shortened to one word."""
_LONG = 5
"""Letters that such a word has at least."""


def _is_common(word: str) -> bool:
    """Tell whether a word is a country or stands in many names."""
    return any(word in rules.vague for rules in who.every()) or any(geography.find(word))


def _is_signed(table: Mapping[str, Any]) -> bool:
    """Tell whether somebody signs for a participant."""
    people = [one for one in table.get("people", ()) if isinstance(one, Mapping)]
    return any(one.get("role") == PersonRole.SIGNATORY for one in people)


class Acting:
    """The people whom an article names, on their way to the agreements."""

    def __init__(
        self,
        catalog: Catalog,
        mentions: Sequence[Mention],
        named: Sequence[Person],
        ids: Ids,
        source: str,
    ) -> None:
        """Start with those who are `named`; `source` is the id of the article's record."""
        self._catalog = catalog
        self._mentions = mentions
        self._named = named
        self._ids = ids
        self._source = source
        self._taken: set[str] = set()
        self.people: dict[str, dict[str, Any]] = {}
        """The records of new people, by name."""

    def add(
        self,
        keys: Mapping[int, str],
        tables: Sequence[dict[str, Any]],
        taken: Mapping[str, Taken],
    ) -> Iterator[Fact]:
        """Put the people into the tables of participants, and yield what says so.

        `keys` has the id of the institution for each organisation of the text that takes part. Of
        two parties, one signs for each: who is named with no institution signs for the other.
        """
        by_id = {table["institution"]: table for table in tables}
        later = []
        for person in self._named:
            entity = person.institution
            if entity is None:
                entity = self._ministry(person, keys)
            institution = keys.get(entity) if entity is not None else None
            if institution is None and entity is not None:
                institution = self._whole_of(entity, keys)
            if institution is None:
                institution = next(iter(self._affiliations(person) & by_id.keys()), None)
            if institution is None:
                institution = self._beside(person, taken)
            if institution is not None:
                yield self._put(person, institution, by_id[institution])
            elif person.role == PersonRole.SIGNATORY and person.post is not None:
                later.append(person)
        left = [table for table in tables if not _is_signed(table)]
        if len(later) == len(left) == 1 and len(tables) == _PAIR:
            yield self._put(later[0], left[0]["institution"], left[0])

    def _put(self, person: Person, institution: str, table: dict[str, Any]) -> Fact:
        """Put a person into the table of a participant, and return what says so."""
        self._taken.add(person.name)
        person_id = self._person(person, institution)
        acting = {"person": person_id} | ({"role": person.role} if person.role else {})
        table.setdefault("people", []).append(acting if person.role else person_id)
        path = f"participants.{institution}"
        return Fact(path, person_id, person.sentence.text, person.start, person.end, 0.9)

    def _ministry(self, person: Person, keys: Iterable[int]) -> int | None:
        """Return the one ministry among the parties, for a minister without a named one."""
        if person.post is None or not _MINISTER.search(person.post):
            return None
        found = {
            one.entity
            for one in self._mentions
            if one.entity in keys and _MINISTRY.search(one.text)
        }
        return found.pop() if len(found) == 1 else None

    @staticmethod
    def _beside(person: Person, taken: Mapping[str, Taken]) -> str | None:
        """Return the party whose first word is before a post: "Chulalongkorn President Lee"."""
        start = person.start - person.sentence.start
        before = re.split(r"\W+", person.sentence.text[max(0, start - _NEAR) : start])
        found = []
        for one in taken.values():
            word = one.mention.split()[0]
            if len(word) >= _LONG and word in before and not _is_common(word):
                found.append(one.institution)
        return found[0] if person.post and len(found) == 1 else None

    def _whole_of(self, entity: int, keys: Mapping[int, str]) -> str | None:
        """Return the one party whose name is in this one, or the other way round."""
        part = next(one.text for one in self._mentions if one.entity == entity)
        found = {
            keys[one.entity]
            for one in self._mentions
            if one.entity in keys and len(one.text) > 2 and (one.text in part or part in one.text)
        }
        return found.pop() if len(found) == 1 else None

    def _affiliations(self, person: Person) -> set[str]:
        """Return where the registry says that a person has a post."""
        known = self._known_person(person)
        n = self._catalog.number(Ref(Kind.PERSON, known)) if known is not None else None
        if n is None:
            return set()
        (whole,) = self._catalog.shown.whole([n])
        return {one["institution"] for one in whole.document.get("affiliations", ())}

    def _known_person(self, person: Person) -> str | None:
        """Return the id of a person whom the registry has."""
        for mention in self._mentions:
            is_there = mention.start < person.end and person.start < mention.end
            if mention.is_person and is_there and mention.best.known:
                return mention.best.id.partition("/")[2]
        return None

    def _person(self, person: Person, institution: str) -> str:
        """Return the id of a person; a new one gets a record."""
        known = self._known_person(person)
        if known is not None:
            return known
        if person.name not in self.people:
            self.people[person.name] = person_table(
                person.name,
                person.post,
                institution,
                self._ids,
                self._source,
                person.sentence.text,
            )
        return str(self.people[person.name]["id"])

    def left_out(self) -> Iterator[Other]:
        """Yield the people who act for no party, as far as the text tells."""
        for person in self._named:
            if person.name not in self._taken:
                why = _("a person beside whom no party is named")
                if person.role:
                    why = f"{PersonRole.label_of(person.role)}; {why}"
                known = self._known_person(person)
                refs = (str(Ref(Kind.PERSON, known)),) if known is not None else ()
                yield Other(person.name, why, person.start, person.end, refs, Kind.PERSON)
