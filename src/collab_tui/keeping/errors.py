"""Why a change cannot be made."""

from __future__ import annotations

from collab_tui.keeping.merging import Conflict
from collab_tui.language import _
from collab_tui.records.kinds import Ref
from collab_tui.registry.problems import Place


class KeepError(Exception):
    """A change that cannot be made. The message says why and what to do."""


class NamedError(KeepError):
    """A record that should be removed while others name it."""

    def __init__(self, ref: Ref, places: list[tuple[Ref, Place]]) -> None:
        """Keep which records name it, and where."""
        super().__init__(_("{ref} is named elsewhere; nothing was written", ref=ref))
        self.places = places


class ConflictError(KeepError):
    """Two records that say different things about the same field."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        """Keep the fields."""
        super().__init__(_("the two records disagree; nothing was written"))
        self.conflicts = conflicts
