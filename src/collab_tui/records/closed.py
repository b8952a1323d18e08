"""Closed lists of terms. `vocabulary` has those of the file format."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from collab_tui.language import _, _c


class Vocabulary(StrEnum):
    """A closed list of terms. The value is what the TOML files contain.

    Help and labels are written in English, and translated here. The name of the list is the context
    of its labels (see ``scripts/words.py``).
    """

    help: str
    label: str
    english: str
    """The label in English."""
    codes: Mapping[str, str]

    def __new__(
        cls, value: str, text: str = "", label: str = "", codes: Mapping[str, str] | None = None
    ) -> Self:
        """Make a term with a sentence of help, its label, and its codes by scheme."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.help = _(text)
        term.english = label or value.replace("-", " ")
        term.label = _c(cls.__name__, term.english)
        term.codes = codes or {}
        return term

    @property
    def described(self) -> str:
        """What it means, and its codes elsewhere."""
        elsewhere = ", ".join(f"{scheme} {code}" for scheme, code in self.codes.items())
        return f"{self.help} ({elsewhere})" if elsewhere else self.help

    @classmethod
    def called(cls, label: str) -> Self | None:
        """Return the term with a label; upper and lower case are the same."""
        return next((term for term in cls if term.label.casefold() == label.casefold()), None)

    @classmethod
    def label_of(cls, value: str) -> str:
        """Return the label of the term `value`; another value is returned unchanged."""
        return next((term.label for term in cls if term.value == value), value)
