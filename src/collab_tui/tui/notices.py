"""Messages of the main screen: a search without results, an empty registry, one read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from collab_tui.keymap import key_of
from collab_tui.language import _, _n, clauses
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.building.progress import Refreshed
    from collab_tui.catalog.rescue import Rescue


def what_changed(refreshed: Refreshed, problems: int) -> str:
    """Return what changed when the registry was read again; empty if nothing changed."""
    changed, added, removed = refreshed.changed, refreshed.added, refreshed.removed
    parts = [
        _n("{count} record changed", "{count} records changed", changed) if changed else "",
        _n("{count} record added", "{count} records added", added) if added else "",
        _n("{count} record removed", "{count} records removed", removed) if removed else "",
    ]
    if problems > 0:
        parts.append(_n("{count} new problem", "{count} new problems", problems))
    elif problems < 0:
        parts.append(_n("{count} problem fewer", "{count} problems fewer", -problems))
    return clauses(parts)


def found_elsewhere(rescue: Rescue, keys: Mapping[str, str]) -> str:
    """Return what matches in lists that are not shown, and the keys that show them."""
    numbers = {kind: n for n, kind in enumerate(Kind, 1)}
    return clauses(
        _n(
            "{counted}: {key} shows it",
            "{counted}: {key} shows them",
            count,
            counted=kind.counted(count),
            key=key_of(f"pane_{numbers[kind]}", keys),
        )
        for kind, count in rescue.elsewhere
    )


def consolation(rescue: Rescue, keys: Mapping[str, str]) -> str:
    """Return what may help if nothing matches in the lists."""
    elsewhere = found_elsewhere(rescue, keys)
    parts = [
        _("nothing here matches, but {elsewhere}", elsewhere=elsewhere)
        if elsewhere
        else _("nothing matches")
    ]
    if rescue.suggestion is not None:
        parts.append(_("Enter searches for: {query}", query=rescue.suggestion))
    found = [
        _("{count} without {term}", count=count, term=term)
        for term, count in rescue.without
        if count
    ]
    return " · ".join([*parts, *map(str, rescue.known), *found])


def nothing_matches(rescue: Rescue | None, keys: Mapping[str, str]) -> str:
    """Return what stands in the record's place if nothing matches in the lists."""
    if rescue is None or not rescue.elsewhere:
        return _("Nothing matches the query.")
    return _(
        "Nothing in these lists matches the query, but {elsewhere}.",
        elsewhere=found_elsewhere(rescue, keys),
    )


def nothing_recorded(problems: int, keys: Mapping[str, str], *, may_write: bool) -> str:
    """Return what stands there if the registry is empty, which may be due to its problems.

    Who may write is told how records come into it.
    """
    words = _("This registry holds no records yet.")
    if problems:
        words += " " + _n(
            "{count} problem found: press {key}.",
            "{count} problems found: press {key}.",
            problems,
            key=key_of("problems", keys),
        )
    if may_write:
        words += "\n\n" + _(
            "{add} adds a record in a form, {draft} proposes records from an article. In the"
            " shell, {command} brings in a spreadsheet: its --help says how.",
            add=key_of("add", keys),
            draft=key_of("draft", keys),
            command="collab-tui import table",
        )
    return words
