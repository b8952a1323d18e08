"""Texts that may be given in several languages, or with their language.

A text is a string, a list of them, a table with ``text`` and perhaps ``language``, or a table of
texts by BCP-47 tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from collab_tui.language import LANGUAGE, language_named

LANGUAGE_TAG_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
"""The form of a BCP-47 tag, as far as the format takes it."""

SHOWN_IN = LANGUAGE.partition("_")[0]
"""The language in which a text is shown, if it is given in it: ``en``, ``id`` or ``zh``."""


def said(value: Any) -> Iterator[tuple[str | None, str]]:
    """Yield every text of a value, with its language if that is given."""
    if isinstance(value, list):
        for inner in value:
            yield from said(inner)
    elif isinstance(value, Mapping) and "text" in value:
        yield value.get("language"), str(value["text"])
    elif isinstance(value, Mapping):
        for language, held in value.items():
            for _, text in said(held):
                yield language, text
    else:
        yield None, str(value)


def in_order(value: Any) -> list[tuple[str | None, str]]:
    """Return every text with its language, those first that are shown first."""
    return sorted(said(value), key=lambda one: _rank(one[0]))


def shown(value: Any) -> str:
    """Return a text as it is shown: in `SHOWN_IN`, else in English, else the first one."""
    if type(value) is str:
        return value
    if type(value) is dict and "text" not in value and type(value.get(SHOWN_IN)) is str:
        return str(value[SHOWN_IN])
    return min(said(value), key=lambda one: _rank(one[0]))[1]


@cache
def _rank(tag: str | None) -> int:
    """Return how soon a text in a language is shown, 0 first. Texts of one rank keep their order.

    A script or region matters less than the language, but simplified Chinese comes before other
    Chinese.
    """
    language = (tag or "").partition("-")[0]
    ranks = (
        tag == SHOWN_IN,
        language == SHOWN_IN and language_named(tag or "") == LANGUAGE,
        language == SHOWN_IN,
        tag == "en",
        language == "en",
    )
    return ranks.index(True) if True in ranks else len(ranks)
