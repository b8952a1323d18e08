"""Ids from names."""

from __future__ import annotations

import re
from collections.abc import Container
from hashlib import blake2b

from collab_tui.catalog.text import fold

_LONGEST = 60


def slug(text: str, otherwise: str) -> str:
    """Return an id made from `text`; without Latin letters, from `otherwise` and a fingerprint."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’.]", "", fold(text)))
    found = "-".join(words)
    if len(found) > _LONGEST:
        found = found[: _LONGEST + 1].rpartition("-")[0] or found[:_LONGEST]
    if found:
        return found
    return f"{otherwise}-{blake2b(text.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def free(wanted: str, taken: Container[str]) -> str:
    """Return `wanted`, or the first of ``wanted-2``, ``wanted-3`` … that is free."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
