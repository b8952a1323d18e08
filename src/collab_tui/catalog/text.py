"""How text is made comparable, in the same way for the index and for queries."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Letters with a mark inside that no normalisation form separates.
_INSEPARABLE = str.maketrans(
    {"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe"}
)
# Scripts written without spaces. Each character is a separate token, so that any part of a name can
# be found, also a short one: Thai, Lao, Myanmar, Khmer, kana, CJK ideographs.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")

LAST = "\U0010ffff"
"""Sorts after every continuation of a beginning: texts from `b` to `b + LAST` begin with `b`."""


def fold(text: str) -> str:
    """Return `text` without case, accents and compatibility forms: ``Đức`` → ``duc``."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_one, text))


@cache
def _fold_one(char: str) -> str:
    normal = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    kept = "".join(part for part in normal if unicodedata.category(part) != "Mn")
    return kept.translate(_INSEPARABLE)


def tokens(text: str) -> list[str]:
    """Return the folded words of `text`; hyphens, slashes and similar signs separate words."""
    return _TOKEN.findall(fold(text))


def placed_tokens(text: str) -> list[tuple[str, int, int]]:
    """Return `tokens`, each with its place in `text` as it is written: start, end."""
    if text.isascii():
        return [(match[0], *match.span()) for match in _TOKEN.finditer(text.lower())]
    folded: list[str] = []
    origins: list[int] = []  # for each folded character, the index of the original one
    for index, char in enumerate(text):
        kept = _fold_one(char)
        folded.append(kept)
        origins += [index] * len(kept)
    placed = []
    for match in _TOKEN.finditer("".join(folded)):
        end = origins[match.end() - 1] + 1
        while end < len(text) and not _fold_one(text[end]):  # the marks on its last letter
            end += 1
        placed.append((match[0], origins[match.start()], end))
    return placed
