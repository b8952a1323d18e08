"""Messages of the main screen about a search without results and a registry read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from collab_tui.keymap import key_of
from collab_tui.records.kinds import Kind
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


def found_elsewhere(rescue: Rescue, keys: Mapping[str, str]) -> str:
    """Return what matches in lists that are not shown, and the keys that show them."""
    numbers = {kind: n for n, kind in enumerate(Kind, 1)}
    return ", ".join(
        f"{plural(count, kind.label.lower())}: {key_of(f'pane_{numbers[kind]}', keys)} shows "
        f"{'it' if count == 1 else 'them'}"
        for kind, count in rescue.elsewhere
    )


def consolation(rescue: Rescue, keys: Mapping[str, str]) -> str:
    """Return what may help if nothing matches in the lists."""
    elsewhere = found_elsewhere(rescue, keys)
    parts = [f"nothing here matches, but {elsewhere}" if elsewhere else "nothing matches"]
    if rescue.suggestion is not None:
        parts.append(f"Enter searches for: {rescue.suggestion}")
    found = [f"{count} without {term}" for term, count in rescue.without if count]
    return " · ".join([*parts, *map(str, rescue.known), *found])
