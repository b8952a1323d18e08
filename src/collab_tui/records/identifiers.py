"""Checks of identifiers that carry their own checksum."""

from __future__ import annotations

_CROCKFORD = {char: value for value, char in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}


def valid_ror(ror: str) -> bool:
    """Tell whether the two check digits of a bare ROR id (``01tgyzw49``) are right.

    ROR ids are ``0``, six characters of Crockford base 32 and an ISO/IEC 7064 MOD 97-10
    checksum over the number they stand for (ROR documentation, "ROR identifier pattern").
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
