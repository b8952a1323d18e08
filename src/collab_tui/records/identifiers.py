"""Identifiers of other registries: the one form in which each is kept, and their checksums."""

from __future__ import annotations

import re
from collections.abc import Callable

_CROCKFORD = {char: value for value, char in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}

SITES = {
    "ror": r"(?:www\.)?ror\.org/",
    "isni": r"(?:www\.)?isni\.org/(?:isni/|page/)?",
    "wikidata": r"(?:(?:www|m)\.)?wikidata\.org/(?:wiki/|entity/)",
    "fundref": r"(?:(?:dx\.)?doi\.org/|doi:)?10\.13039/",
    "doi": r"(?:(?:(?:dx|www)\.)?doi\.org/|doi:)",
    "mesh": r"(?:meshb\.nlm\.nih\.gov/record/ui\?ui=|id\.nlm\.nih\.gov/mesh/)",
}
"""What comes before an identifier where it is written as a web address, without ``https://``."""

_END = r"[^/?#&\s]+"
_ENDS = {"doi": r"\S+"}
"""The form of an identifier, for schemes that do not allow any text without a slash."""

_ADDRESSES = {
    scheme: re.compile(rf"\s*(?:https?://)?{site}({_ENDS.get(scheme, _END)})/?\s*", re.IGNORECASE)
    for scheme, site in SITES.items()
}


def written_pattern(scheme: str, bare: str) -> str:
    """Return the pattern of an identifier in a file, bare or as a web address."""
    return rf"^\s*(?:(?:https?://)?{SITES[scheme]})?{bare}/?\s*$"


def canonical(scheme: str, text: str) -> str:
    """Return an identifier in the form in which it is kept: bare, without a web address.

    `scheme` is a key of an institution's identifiers, or ``mesh``. Text that is not an identifier
    is returned unchanged.
    """
    address = _ADDRESSES.get(scheme)
    found = address.fullmatch(text) if address is not None else None
    bare = found[1] if found else text
    form = _FORMS.get(scheme)
    return form(bare) if form is not None else bare


def _ror(text: str) -> str:
    return text.lower() if valid_ror(text.lower()) else text


def _isni(text: str) -> str:
    """Return an ISNI in four groups, the form in which ISO 27729 shows it."""
    digits = re.sub(r"[ -]|%20", "", text).upper()
    return " ".join(re.findall("....", digits)) if valid_isni(digits) else text


def _wikidata(text: str) -> str:
    return text.upper() if re.fullmatch("q[1-9][0-9]*", text) else text


_FORMS: dict[str, Callable[[str], str]] = {
    "ror": _ror,
    "isni": _isni,
    "doi": str.lower,
    "wikidata": _wikidata,
}


def valid_ror(ror: str) -> bool:
    """Tell whether the two check digits of a bare ROR id (``01tgyzw49``) are right.

    A ROR id is ``0``, six characters of Crockford base 32, and an ISO/IEC 7064 MOD 97-10 checksum
    over the number that these characters stand for (ROR documentation, "ROR identifier pattern").
    """
    if len(ror) != 9 or not ror.startswith("0") or not (ror[7:].isascii() and ror[7:].isdigit()):
        return False
    number = 0
    for char in ror[:7]:
        if char not in _CROCKFORD:
            return False
        number = number * 32 + _CROCKFORD[char]
    return 98 - (number * 100) % 97 == int(ror[7:])


def valid_isni(isni: str) -> bool:
    """Tell whether the check character of a 16-digit ISNI (spaces allowed) is right.

    ISO 27729 uses ISO/IEC 7064 MOD 11-2.
    """
    digits = isni.replace(" ", "")
    if len(digits) != 16 or not digits.isascii() or not digits[:15].isdigit():
        return False
    total = 0
    for char in digits[:15]:
        total = (total + int(char)) * 2
    check = (12 - total % 11) % 11
    return digits[15] == ("X" if check == 10 else str(check))
