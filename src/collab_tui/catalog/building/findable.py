"""The words by which a record is found: its names, its aliases, and the rest of its text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from collab_tui.catalog.text import tokens
from collab_tui.language import LANGUAGE
from collab_tui.records.countries import country_name

if TYPE_CHECKING:
    from collab_tui.records.closed import Vocabulary

BETWEEN = " · "
"""A token between texts that no query has, so that no phrase reaches from one to the next."""


def joined(texts: Sequence[str]) -> str:
    """Return texts in the form that the index takes: its tokenizer folds ASCII itself."""
    together = "".join(texts)
    if not (together.isascii() and together.isprintable()):
        texts = [
            text if text.isascii() and text.isprintable() else " ".join(tokens(text))
            for text in texts
        ]
    return BETWEEN.join(texts)


@cache
def code_texts(scheme: str, code: str) -> tuple[str, ...]:
    """Return the searched words of a code: the code and, for a country, its names.

    The names are in English and in the language of the program.
    """
    names = (country_name(code, language) for language in ("en", LANGUAGE))
    return tuple(dict.fromkeys((code, *names))) if scheme == "country" else (code,)


@cache
def label_of_term(terms: type[Vocabulary], value: str) -> str:
    """Return the searched words of a term apart from the term itself.

    That is its label, if it is not an English one: the words of that are those of the term.
    """
    return terms.label_of(value) if LANGUAGE != "en" else ""
