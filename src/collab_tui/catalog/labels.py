"""Names of country and language codes, from CLDR through babel.

Names are stored when a catalog is built, so showing them does not need babel. If a query names a
country in a language that the registry does not use, all of CLDR is searched.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from collab_tui.catalog.text import tokens
from collab_tui.records.texts import SHOWN_IN

if TYPE_CHECKING:
    from babel import Locale

_CODE = re.compile(r"[A-Z]{2}")

# Step from one code to the next: DISTINCT would read every record.
_OCCURRING = (
    "WITH RECURSIVE next(code) AS (SELECT min(value) FROM facet WHERE field = 'country'"
    " UNION ALL SELECT (SELECT min(value) FROM facet WHERE field = 'country' AND value > code)"
    " FROM next WHERE code IS NOT NULL) SELECT code FROM next WHERE code IS NOT NULL"
)


def write_labels(connection: sqlite3.Connection) -> None:
    """Store names for the codes that occur, and for no others."""
    rows = connection.execute("SELECT DISTINCT languages FROM file")
    languages = {tag for (tags,) in rows for tag in json.loads(tags)}
    rows = connection.execute(
        "SELECT DISTINCT value FROM facet WHERE field IN ('country', 'locations.country')"
    )
    countries = {code for (code,) in rows}
    asked = {SHOWN_IN, "en", *(language.partition("-")[0] for language in languages)}
    wanted = [("language", code, SHOWN_IN) for code in languages]
    wanted += [("country", code, language) for code in countries for language in asked]
    known = set(connection.execute("SELECT scheme, code, language FROM label"))
    connection.executemany(
        "DELETE FROM label WHERE scheme = ? AND code = ? AND language = ?", known - set(wanted)
    )
    labels = [
        (scheme, code, language, text)
        for scheme, code, language in wanted
        if (scheme, code, language) not in known
        and (text := label_of(scheme, code, language)) is not None
    ]
    connection.executemany("INSERT INTO label VALUES (?, ?, ?, ?)", labels)


def label_of(scheme: str, code: str, language: str = SHOWN_IN) -> str | None:
    """Return the name of a country or a language in a language; None if there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        if scheme == "country":
            return Locale.parse(language).territories.get(code)
        return _language_name(Locale.parse(language), code)
    except (UnknownLocaleError, ValueError):
        return None


def _language_name(shown_in: Locale, tag: str) -> str | None:
    """Return the name of a BCP-47 tag, and no more: ``und`` does not mean English.

    Locale.parse would add what is likely, and so make English of a tag that names no language.
    """
    language, *rest = tag.split("-")
    name = shown_in.languages.get(language)
    more = [shown_in.scripts.get(part) or shown_in.territories.get(part) or part for part in rest]
    return f"{name} ({', '.join(more)})" if name and more else name


def countries_called(connection: sqlite3.Connection, text: str) -> list[str]:
    """Return the codes of the countries that `text` names, among the codes that occur.

    Each word of `text` must begin a word of one of the country's names, in any language. Two
    capital letters are always a code.
    """
    occurring = [code for (code,) in connection.execute(_OCCURRING)]
    if _CODE.fullmatch(text) or text.upper() in occurring:
        return [text.upper()] if text.upper() in occurring else []
    stored = connection.execute("SELECT code, text FROM label WHERE scheme = 'country'")
    return _matching(text, stored) or _matching(text, _everywhere(tuple(sorted(occurring))))


def _matching(text: str, names: Iterable[tuple[str, str]]) -> list[str]:
    asked = tokens(text)
    if not asked:
        return []
    found = {
        code
        for code, name in names
        if all(any(word.startswith(part) for word in tokens(name)) for part in asked)
    }
    return sorted(found)


@cache
def _everywhere(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return (code, name) in every language of CLDR. The first call takes about half a second."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    return tuple(
        (code, territories[code])
        for identifier in locale_identifiers()
        if "_" not in identifier
        for territories in [Locale.parse(identifier).territories]
        for code in codes
        if code in territories
    )
