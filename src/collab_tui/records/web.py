"""Web addresses as records have them: what is wrong with one, and what looks wrong at its end.

The forms are those of RFC 3986, with letters of any script (RFC 3987), because people copy an
address as a browser shows it.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote

# A letter or digit of any script. Which signs beyond ASCII are no letters, `_is_host` says.
_LETTER = r"[^\s\x00-/:-@\[-`{-\x7f]"
_LAST = rf"{_LETTER}(?:[^\s\x00-,./:-@\[-`{{-\x7f]*{_LETTER})?"
# Only the last part of a name is ruled by a registry: others have underscores in practice.
_NAME = rf"(?:[^\s\x00-,./:-@\[-^`{{-\x7f]+\.)*{_LAST}\.?"
_PORT = "[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
_REST = r'[^\s\x00-\x1f\x7f"<>\\]*'
URL_PATTERN = (
    r'^https?://(?:[^\s\x00-\x1f\x7f/?#@"<>\\[\]]*@)?'
    rf"(?:\[[0-9A-Fa-f:.]+\]|{_NAME})(?::(?:{_PORT})?)?(?:[/?#]{_REST})?$"
)
"""A web address, as far as a pattern can tell: ``https://`` and a host, no space, no bracket."""

_ADDRESS = re.compile(URL_PATTERN)
_PARTS = re.compile(
    r"https?://(?:[^/?#@[\]]*@)?(\[[^\]/?#]*\]|[^/?#:]*)(?::([^/?#]*))?(.*)", re.DOTALL
)
_PLAIN = re.compile(rf"(?:{_NAME})")
_SIGN = re.compile(r'["<>\\\x00-\x1f\x7f]')
_JOINERS = "\u200c\u200d"
_DOTS = "\u00b7\u30fb"
"""The two signs of punctuation that names in Catalan and Japanese have."""

_ENDS = ".,;:!?'»”’…。，、；：！？」』】》"
"""Signs that end a sentence or a quotation, and no address."""

_OPENING = {")": "(", "]": "[", "}": "{", "）": "（"}


def fault_of(address: str) -> tuple[str, dict[str, str]] | None:
    """Return what is wrong with a web address: a case of the check, and what its words need.

    Return None if nothing is. The cases: ``""`` (not one at all), ``space``, ``sign`` (one that
    none has: `sign`), ``no-host``, ``host`` (`host` is no name of a site), ``port`` (`port`).
    """
    if _ADDRESS.fullmatch(address) and (address.isascii() or not _hidden(address)):
        host = _host(address)
        if _is_host(host):
            return None
    found = _PARTS.fullmatch(address)
    if found is None:
        return "", {}
    if re.search(r"\s", address):
        return "space", {}
    sign = _SIGN.search(address)
    shown = sign[0] if sign else _hidden(address)
    if shown:
        return "sign", {"sign": shown if shown.isprintable() else f"U+{ord(shown):04X}"}
    host, port = found[1], found[2] or ""
    if not host:
        return "no-host", {}
    is_numbered = host.startswith("[") and _is_host(host)
    if not is_numbered and not (_PLAIN.fullmatch(host) and _is_host(host)):
        return "host", {"host": host}
    return "port", {"port": port}


def odd_end(address: str) -> str:
    """Return the sign at the end of an address that probably belongs to the text around it.

    A closing bracket is one only if nothing opens it. The result is empty if there is none.
    """
    last = address[-1:]
    opening = _OPENING.get(last)
    if opening is not None:
        return last if address.count(opening) < address.count(last) else ""
    return last if last in _ENDS else ""


def encoded(sign: str) -> str:
    """Return how a sign is written if it belongs to an address: ``.`` → ``%2E``."""
    code = quote(sign, safe="")
    return code if code != sign else f"%{ord(sign):02X}"


def _host(address: str) -> str:
    found = _PARTS.fullmatch(address)
    return found[1] if found else ""


def _is_host(host: str) -> bool:
    """Tell whether a host of the right form exists as one: addresses in numbers have a size."""
    if host.startswith("["):
        return _fits(IPv6Address, host[1:-1])
    if not host.isascii():
        return all(one.isascii() or one in _DOTS or _kind(one) not in "PZC" for one in host)
    if host in ("http", "https"):  # what is written twice
        return False
    last = host.rstrip(".").rpartition(".")[2]
    return not last.isdigit() or _fits(IPv4Address, host)


def _fits(kind: type[IPv4Address] | type[IPv6Address], host: str) -> bool:
    try:
        kind(host)
    except ValueError:
        return False
    return True


def _hidden(address: str) -> str:
    """Return the first sign that nobody can see, or an empty text. Joiners are part of words."""
    return next((one for one in address if _kind(one) == "C" and one not in _JOINERS), "")


def _kind(sign: str) -> str:
    return unicodedata.category(sign)[0]
