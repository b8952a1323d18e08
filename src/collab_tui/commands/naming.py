"""The records that the arguments of a command name."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from collab_tui.console import fail, resolve_or_fail
from collab_tui.language import _

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


def named_or_fail(catalog: Catalog, refs: Iterable[str]) -> list[int]:
    """Return the numbers of the records that refs name, each once; ``-`` stands for stdin."""
    said: list[str] = []
    for ref in refs:
        said += sys.stdin.read().split() if ref == "-" else [ref]
    if not said:
        fail(_("no record matches"), 1)
    return list(dict.fromkeys(resolve_or_fail(catalog, ref) for ref in said))
