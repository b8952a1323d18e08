"""The words by which a record is found: its names, its aliases, and the rest of its text."""

from __future__ import annotations

from collections.abc import Iterable

from collab_tui.catalog.text import tokens
from collab_tui.records.countries import country_name

BETWEEN = " · "
"""Stands between texts: a token that no query has, so that no phrase reaches across them."""


def joined(texts: Iterable[str]) -> str:
    """Return texts as the index takes them: its tokenizer folds ASCII by itself."""
    return BETWEEN.join(
        [
            text if text.isascii() and text.isprintable() else " ".join(tokens(text))
            for text in texts
        ]
    )


def code_texts(scheme: str, code: str) -> tuple[str, ...]:
    """Return what is searched of a code: itself and, for a country, its English name."""
    return (code, country_name(code)) if scheme == "country" else (code,)
