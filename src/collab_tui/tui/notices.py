"""Messages of the main screen about a search without results and a registry read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.render.words import plural

if TYPE_CHECKING:
    from collab_tui.catalog.progress import Refreshed
    from collab_tui.catalog.rescue import Rescue


def what_changed(refreshed: Refreshed, problems: int) -> str:
    """Return what changed when the registry was read again; empty if nothing changed."""
    counts = {"changed": refreshed.changed, "added": refreshed.added, "removed": refreshed.removed}
    parts = [f"{plural(count, 'record')} {what}" for what, count in counts.items() if count]
    if problems > 0:
        parts.append(plural(problems, "new problem"))
    elif problems < 0:
        parts.append(f"{plural(-problems, 'problem')} fewer")
    return ", ".join(parts)


def consolation(rescue: Rescue) -> str:
    """Return what may help if nothing matches."""
    parts = ["nothing matches"]
    if rescue.suggestion is not None:
        parts.append(f"Enter searches for: {rescue.suggestion}")
    found = [f"{count} without {term}" for term, count in rescue.without if count]
    return " · ".join([*parts, *map(str, rescue.known), *found])
