"""Texts that may be given in several languages, or with their language.

A text is a string, a list of them, a table with ``text`` and perhaps ``language``, or a table of
texts by BCP-47 tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

SHOWN_IN = "en"
"""The language in which a text is shown, if it is given in it."""


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


def shown(value: Any) -> str:
    """Return a text as it is shown: in `SHOWN_IN` if it is given in it, else the first one."""
    if type(value) is str:
        return value
    texts = list(said(value))
    return next((text for language, text in texts if language == SHOWN_IN), texts[0][1])
