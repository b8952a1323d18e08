"""The words by which a record is found: its names, its aliases, and the rest of its text."""

from __future__ import annotations

from collections.abc import Iterable

from collab_tui.catalog.text import tokens
from collab_tui.records.countries import country_name

BETWEEN = " · "
"""A token between texts that no query has, so that no phrase reaches from one to the next."""


def joined(texts: Iterable[str]) -> str:
    """Return texts in the form that the index takes: its tokenizer folds ASCII itself."""
    return BETWEEN.join(
        [
            text if text.isascii() and text.isprintable() else " ".join(tokens(text))
            for text in texts
        ]
    )


def code_texts(scheme: str, code: str) -> tuple[str, ...]:
    """Return the searched words of a code: the code and, for a country, its English name."""
    return (code, country_name(code)) if scheme == "country" else (code,)
