"""Web addresses in parts: whatever somebody wrote as one."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

_NOTHING = SplitResult("", "", "", "", "")


def parts_of(address: str) -> SplitResult:
    """Return the parts of a web address; one that is broken, such as ``http://[x``, has none."""
    try:
        return urlsplit(address)
    except ValueError:
        return _NOTHING


def host_of(address: str) -> str:
    """Return the host of a web address without ``www.``; empty if it has none."""
    return (parts_of(address).hostname or "").removeprefix("www.")
