"""Identifiers in the forms that people paste: web addresses, prefixes, with or without spaces.

A key is the one form in which identifiers of all schemes are compared: without address, prefix and
spaces, in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from collab_tui.records.identifiers import SITES, valid_isni, valid_ror

_SITES = {
    **{scheme: SITES[scheme] for scheme in ("ror", "isni", "wikidata", "mesh", "doi")},
    "orcid": r"(?:www\.)?orcid\.org/",
    "grid": r"(?:www\.)?grid\.ac/institutes/",
}
_PLACE = re.compile(
    "|".join(
        rf"(?P<{scheme}>(?:https?://)?{site}|(?:urn:)?{scheme}:)" for scheme, site in _SITES.items()
    ),
    re.IGNORECASE,
)
_AFTER = re.compile(r"[?#&].*")


def _like(pattern: str) -> Callable[[str], str | None]:
    """Return a form that matches `pattern`."""
    form = re.compile(pattern)
    return lambda text: text if form.fullmatch(text) else None


def _digits(text: str) -> str | None:
    digits = re.sub(r"[ \u00a0-]|%20", "", text)
    return digits if valid_isni(digits.upper()) else None


_FORMS: dict[str, Callable[[str], str | None]] = {
    "ror": lambda text: text if valid_ror(text) else None,
    "isni": _digits,
    "orcid": _digits,
    "wikidata": _like(r"q[1-9]\d*"),
    "grid": _like(r"grid\.\d+\.[0-9a-f]+"),
    "mesh": _like(r"[a-z]\d{6,9}"),
    "doi": _like(r"10\.\d{4,9}/\S+"),
}

SCHEMES = frozenset(_FORMS)
"""The schemes of identifiers that are recognised."""


def key_of(text: str) -> str | None:
    """Return the key of an identifier in any form that people paste; None for other text.

    ``https://ror.org/01tgyzw49`` → ``01tgyzw49``; ``0000 0001 2180 6431`` → ``0000000121806431``;
    ``doi:10.1000/ABC`` → ``10.1000/abc``.
    """
    text = text.strip()
    place = _PLACE.match(text)
    if place is None or place.lastgroup is None:
        forms = (form(text.lower()) for form in _FORMS.values())
        return next(filter(None, forms), None)
    bare = _AFTER.sub("", text[place.end() :]).strip().rstrip("/.,;")
    return _FORMS[place.lastgroup](bare.lower())
