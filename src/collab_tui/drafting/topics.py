"""The focus areas that an article names, by the names and aliases that the registry has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Self

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.text import placed_tokens, tokens
from collab_tui.drafting.said import FAR, Said, Zone
from collab_tui.drafting.wording import wording_of
from collab_tui.records.kinds import Kind

_SHORTEST = 3


class Topics:
    """The names of the focus areas of a registry."""

    def __init__(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Take the names from the documents of focus areas."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for document in documents:
            for name in _names(document):
                words = tuple(tokens(name))
                if words and sum(map(len, words)) + len(words) > _SHORTEST:
                    self._by_first[words[0]].append((words, document["id"]))
        for names in self._by_first.values():
            names.sort(key=lambda one: -len(one[0]))

    @classmethod
    def of(cls, catalog: Catalog) -> Self:
        """Take the names from a registry."""
        numbers = catalog.everything([Kind.FOCUS_AREA])[Kind.FOCUS_AREA]
        return cls(one.document for one in catalog.shown.whole(numbers))

    def ids_in(self, text: str) -> list[tuple[str, int, int]]:
        """Return the focus areas named in `text`, each with its place; longer names first."""
        placed = placed_tokens(text)
        words = [word for word, _, _ in placed]
        found: list[tuple[str, int, int]] = []
        at = 0
        while at < len(words):
            size = 0
            for name, record_id in self._by_first.get(words[at], ()):
                if len(name) < size:
                    break
                if tuple(words[at : at + len(name)]) == name:
                    size = len(name)
                    found.append((record_id, placed[at][1], placed[at + size - 1][2]))
            at += max(size, 1)
        return found

    def said_in(self, zone: Zone) -> list[Said[str]]:
        """Return the focus areas that the sentences name, each with the one that counts most.

        A sentence that stands far from the agreement must say that it is about areas of work.
        """
        areas = wording_of(zone.article.language).words("areas")
        found: dict[str, Said[str]] = {}
        for sentence, weight in zone:
            if weight <= FAR and not areas.search(sentence.text):
                continue
            for record_id, start, end in self.ids_in(sentence.text):
                place = (sentence.start + start, sentence.start + end)
                found.setdefault(record_id, Said(record_id, sentence, *place, weight))
        return list(found.values())


def _names(document: Mapping[str, Any]) -> Iterable[str]:
    name = document.get("name")
    values = list(name.values()) if isinstance(name, Mapping) else [name]
    values += [*document.get("aliases", ()), *document.get("acronyms", ())]
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            text = one.get("text") if isinstance(one, Mapping) else one
            if isinstance(text, str):
                yield text
