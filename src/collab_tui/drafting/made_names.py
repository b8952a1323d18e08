"""Names for agreements that an article does not name: made from the type and the parties."""

from __future__ import annotations

from collections.abc import Sequence

from collab_tui.language import _, all_of

_MOST = 3
"""How many parties a name can have; of more, two are named."""


def made_name(label: str, parties: Sequence[str]) -> str:
    """Return the name of an agreement whose type has a label: ``Exchange between A, B and C``."""
    label = label.capitalize()
    if not parties:
        return label
    if len(parties) == 1:
        return _("{type} of {name}", type=label, name=parties[0])
    few = list(parties)
    if len(few) > _MOST:
        few = [*few[:2], _("{count} others", count=len(few) - 2)]
    return _("{type} between {names}", type=label, names=all_of(few))
