"""Bytes as text: by the mark at their start, by what they declare, else by what fits."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_HEAD = 4096
_NUL_SHARE = 0.05
_COMMON_HANZI = frozenset("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出会可也")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252"}
"""Encodings that pages name although they use the wider one."""


def decoded(content: bytes) -> str | None:
    """Return the text of `content`; bytes that do not fit become U+FFFD. None if it is no text."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    head = content[:_HEAD]
    if head.count(0) > len(head) * _NUL_SHARE:
        return None
    declared = _DECLARED.search(head)
    names = [declared[1].decode("ascii").lower()] if declared else []
    for name in [*(_WIDER.get(one, one) for one in names), "utf-8"]:
        found = _exactly(content, name)
        if found is not None:
            return found
    guess = _exactly(content, "gb18030")
    if guess is not None and _is_chinese(guess):
        return guess
    mostly = content.decode("utf-8", "replace")
    if mostly.count("�") * 100 < len(mostly):
        return mostly  # a few broken characters in a text that is UTF-8 otherwise
    return content.decode("cp1252", "replace")


def _exactly(content: bytes, name: str) -> str | None:
    """Return the text if all bytes fit the encoding, and Python knows it as one of text."""
    try:
        return content.decode(name)
    except (LookupError, ValueError):
        return None


def _is_chinese(text: str) -> bool:
    sample = text[:20000]
    hanzi = [char for char in sample if "\u4e00" <= char <= "\u9fff"]
    return len(hanzi) > 5 and sum(char in _COMMON_HANZI for char in hanzi) * 20 > len(hanzi)
