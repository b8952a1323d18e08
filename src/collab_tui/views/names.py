"""Names with little room: the part that tells them apart stays."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from collab_tui.views.canvas import fit

SHARED = 3
"""Number of words that two names must share at the beginning, so that the second one omits them."""


def told_apart(name: str, others: Iterable[str], width: int) -> str:
    """Return a name in at most `width` columns.

    If it does not fit, it loses words at the beginning that one of `others` also has:
    ``Indonesia-China …(2017)``.
    """
    if cell_len(name) <= width:
        return fit(name, width)
    words = name.split()
    shared = max((_common(words, other.split()) for other in others), default=0)
    if not SHARED <= shared < len(words):
        return fit(name, width)
    tail = " ".join(words[shared:])
    head = ""
    for word in words[:shared]:
        if cell_len(f"{head}{word} …{tail}") > width:
            break
        head += f"{word} "
    return fit(f"{head}…{tail}", width)


def _common(words: list[str], others: list[str]) -> int:
    """Return how many words two names have in common at the beginning."""
    count = 0
    for one, other in zip(words, others, strict=False):
        if one != other:
            break
        count += 1
    return count
