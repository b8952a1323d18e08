"""What articles of a language say: its words for days, agreements, people and money.

They are data: ``rules/<language>/facts.toml``. A further file adds a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

_FOLDER = Path(__file__).parent / "rules"
_FILE = "facts.toml"

WORDINGS = tuple(sorted(path.parent.name for path in _FOLDER.glob(f"*/{_FILE}")))
"""The languages that have words."""

_KIN = {"ms": "id", "in": "id", "yue": "zh", "cmn": "zh"}
"""Languages read by the words of another, which they share most of."""
_OTHERWISE = "en"
_UNSPACED = frozenset({"zh"})


@dataclass(frozen=True)
class Wording:
    """The words of one language."""

    tag: str
    table: Mapping[str, Any]

    @property
    def is_spaced(self) -> bool:
        """Whether words stand apart from each other."""
        return self.tag not in _UNSPACED

    @property
    def common(self) -> frozenset[str]:
        """Its most frequent words, which tell it from others."""
        return frozenset(self.table["common"])

    def words(self, *path: str) -> re.Pattern[str]:
        """Return one pattern for all expressions of the list at `path`."""
        return _pattern(self.tag, path)

    def named(self, *path: str) -> Mapping[str, Any]:
        """Return the table at `path`."""
        return _at(self.table, path)  # type: ignore[no-any-return]

    def listed(self, *path: str) -> list[str]:
        """Return the list at `path`."""
        return list(_at(self.table, path))


@cache
def wording_of(tag: str) -> Wording:
    """Return the words of a language (``zh-Hans``); of one without words, those of English."""
    main = tag.partition("-")[0].lower()
    main = _KIN.get(main, main)
    found = main if main in WORDINGS else _OTHERWISE
    return Wording(found, tomli.loads((_FOLDER / found / _FILE).read_text(encoding="utf-8")))


@cache
def _pattern(tag: str, path: tuple[str, ...]) -> re.Pattern[str]:
    wording = wording_of(tag)
    found = _at(wording.table, path)
    return pattern_of(found, is_spaced=wording.is_spaced)


def pattern_of(expressions: Iterable[str], *, is_spaced: bool = True) -> re.Pattern[str]:
    """Return one pattern for several; between words if the script has spaces."""
    either = "|".join(sorted(filter(None, expressions), key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"(?<![^\W_])(?:{either})(?![^\W_])" if is_spaced else f"(?:{either})", re.IGNORECASE
    )


def _at(table: Mapping[str, Any], path: Iterable[str]) -> Any:
    for key in path:
        table = table[key]
    return table
