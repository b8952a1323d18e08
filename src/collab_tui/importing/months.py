"""Dates in words of other languages, in the words that `strptime` reads."""

from __future__ import annotations

import re

_NAMES = {
    "January": "januari",
    "February": "februari pebruari",
    "March": "maret mac",
    "April": "april",
    "May": "mei",
    "June": "juni jun",
    "July": "juli julai jul",
    "August": "agustus agt agst agu ags ogos",
    "September": "september sept",
    "October": "oktober okt",
    "November": "november nopember nop",
    "December": "desember des disember dis",
}
"""Months in Indonesian and Malay, and as people shorten them. What is English is read as it is."""

_MONTHS = {name: month for month, names in _NAMES.items() for name in names.split()}
_WORD = re.compile(r"[^\W\d_]+\.?")
_DAY = re.compile(
    r"(senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad"
    r"|(mon|tues|wednes|thurs|fri|satur|sun)day)\s*,\s*",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?)?")


def english_months(text: str) -> str:
    """Return a date with its month in English: ``15 Oktober 2025`` → ``15 October 2025``.

    The day of the week before it is left out. Chinese becomes ISO: ``2025年10月15日`` → 2025-10-15.
    """
    chinese = _CHINESE.fullmatch(text)
    if chinese is not None:
        return "-".join(part.zfill(2) for part in chinese.groups() if part)
    return _WORD.sub(_english, _DAY.sub("", text, count=1))


def _english(match: re.Match[str]) -> str:
    word = match[0]
    return _MONTHS.get(word.rstrip(".").casefold(), word)
