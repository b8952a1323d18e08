"""Tables of the format for what an article names: its source, new institutions, new people."""

from __future__ import annotations

from datetime import date
from typing import Any

from collab_tui.addresses import host_of, parts_of
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.text import fold
from collab_tui.drafting.article import Article
from collab_tui.drafting.mention import Mention
from collab_tui.importing.slugs import free, slug
from collab_tui.records.kinds import Kind, Ref

_TYPES = {
    "hospital": "healthcare",
    "university": "education",
    "school": "education",
    "ministry": "government",
    "agency": "government",
    "government": "government",
    "institute": "facility",
    "centre": "facility",
    "foundation": "nonprofit",
    "association": "nonprofit",
    "company": "company",
}
"""The type of an institution by the form of its name."""

_NAME_MOST = 60
_TELLING = 25
"""Characters of a title that no other article has."""


class Ids:
    """Ids that neither the registry nor the draft has yet."""

    def __init__(self, catalog: Catalog) -> None:
        """Know what the registry has."""
        self._catalog = catalog
        self._mine: set[Ref] = set()

    def new(self, kind: Kind, text: str) -> str:
        """Return a free id made from `text`, and take it."""
        found = free(slug(text, str(kind)), _Taken(self, kind))
        self._mine.add(Ref(kind, found))
        return found

    def note(self, ref: Ref) -> None:
        """Note an id that the draft has."""
        self._mine.add(ref)

    def has(self, kind: Kind, record_id: str) -> bool:
        """Tell whether an id is taken."""
        ref = Ref(kind, record_id)
        return ref in self._mine or self._catalog.number(ref) is not None


class _Taken:
    """The taken ids of one kind, as a container."""

    def __init__(self, ids: Ids, kind: Kind) -> None:
        self._ids = ids
        self._kind = kind

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self._ids.has(self._kind, record_id)


def known_source(article: Article, catalog: Catalog) -> dict[str, Any] | None:
    """Return the source that the registry has for an article: with its address, or its title."""
    url, title = _bare(article.url or ""), fold(article.title)
    numbers = catalog.everything([Kind.SOURCE])[Kind.SOURCE]
    for one in catalog.shown.whole(numbers):
        if url and _bare(str(one.document.get("url", ""))) == url:
            return one.document
        names = one.document.get("name")
        texts = names.values() if isinstance(names, dict) else [names]
        if len(title) >= _TELLING and any(fold(str(text)) == title for text in texts):
            return one.document
    return None


def _bare(url: str) -> str:
    """Return what makes a web address: without scheme, ``www``, query and last slash."""
    return host_of(url) + parts_of(url).path.rstrip("/")


def source_table(article: Article, ids: Ids, today: date) -> dict[str, Any]:
    """Return the record of the article itself."""
    title = article.title or _titled(article.text)
    host = host_of(article.url or "")
    publisher = article.publisher or host
    stem = (publisher.partition(".")[0] if publisher == host else publisher) or _beginning(
        title, 30
    )
    day = article.published.isoformat() if article.published is not None else ""
    table: dict[str, Any] = {
        "id": ids.new(Kind.SOURCE, f"{_beginning(stem, 30)} {day}"),
        "name": _in_language(title, article),
        "type": "web-page" if not article.published and not article.authors else "news",
        "publisher": publisher or None,
        "authors": list(article.authors),
        "url": article.url,
        "published": article.published,
        "retrieved": today,
        "language": article.language if article.language != "und" else None,
    }
    return {key: value for key, value in table.items() if value not in (None, "", [])}


def institution_table(
    mention: Mention, article: Article, ids: Ids, source: str, sentence: str
) -> dict[str, Any]:
    """Return the record of an institution that the registry does not have."""
    best = mention.best
    name = best.name or mention.text
    sort = _TYPES.get(mention.sort)
    supports = [key for key, value in (("types", sort), ("country", best.country)) if value]
    table: dict[str, Any] = {
        "id": ids.new(Kind.INSTITUTION, name),
        "name": _in_language(name, article) if name == mention.text else name,
        "aliases": [mention.text] if name.casefold() != mention.text.casefold() else [],
        "types": [sort] if sort else [],
        "country": best.country,
        "city": best.city or None,
        "identifiers": {"ror": best.id} if best.id and not best.known else {},
        "evidence": [{"source": source, "note": sentence}],
    }
    if supports and best.id:
        table["evidence"][0]["supports"] = ["name", *supports]
    return {key: value for key, value in table.items() if value not in (None, "", [], {})}


def person_table(
    name: str, post: str | None, institution: str, ids: Ids, source: str, sentence: str
) -> dict[str, Any]:
    """Return the record of a person whom the registry does not have."""
    affiliation = {"institution": institution} | ({"post": post} if post else {})
    return {
        "id": ids.new(Kind.PERSON, name),
        "name": name,
        "affiliations": [affiliation],
        "evidence": [{"source": source, "note": sentence}],
    }


def _in_language(text: str, article: Article) -> str | dict[str, str]:
    """Return a name with its language, unless that is not known."""
    return text if article.language == "und" else {article.language: text}


def _titled(text: str) -> str:
    """Return the beginning of a text that has no title."""
    first = text.strip().partition("\n")[0]
    begun = _beginning(first)
    return begun if begun == first else f"{begun} …"


def _beginning(text: str, most: int = _NAME_MOST) -> str:
    """Return the first words of a text."""
    line = text.strip().partition("\n")[0]
    return line if len(line) <= most else line[: most + 1].rpartition(" ")[0] or line[:most]
