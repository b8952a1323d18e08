"""The queries of a visit as steps that can be undone and done again."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 200
"""How many steps are remembered."""


class Steps:
    """Queries in the order in which they were asked, and which of them is the present one."""

    def __init__(self, text: str = "") -> None:
        """Begin with a query."""
        self._texts = [text]
        self._at = 0

    @property
    def present(self) -> str:
        """The present query."""
        return self._texts[self._at]

    def note(self, text: str) -> bool:
        """Make another query the present one; what was undone cannot be done again then.

        Returns whether it is another one.
        """
        if text.strip() == self.present.strip():
            return False
        self._texts = [*self._texts[: self._at + 1][-MOST:], text]
        self._at = len(self._texts) - 1
        return True

    def undo(self) -> str | None:
        """Return to the query before; None if there is none."""
        return self._go(-1)

    def redo(self) -> str | None:
        """Take back an `undo`; None if there is none."""
        return self._go(1)

    def _go(self, step: int) -> str | None:
        if not 0 <= self._at + step < len(self._texts):
            return None
        self._at += step
        return self.present


class Recalled:
    """Earlier queries, gone through from the one that was being typed."""

    def __init__(self, typed: str, earlier: Sequence[str]) -> None:
        """Begin at what is typed; `earlier` are the others, the newest first."""
        self._texts = [typed, *(text for text in earlier if text != typed.strip())]
        self._at = 0

    def go(self, step: int) -> str | None:
        """Go to an earlier query, or by a negative step to a later one; None if there is none."""
        if not 0 <= self._at + step < len(self._texts):
            return None
        self._at += step
        return self._texts[self._at]
