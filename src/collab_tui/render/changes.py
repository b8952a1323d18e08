"""What changed in a registry: in words, as JSON, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Ref, is_slug
from collab_tui.render.words import clean, safe_json

if TYPE_CHECKING:
    from collab_tui.history.compare import FieldChange, RecordChange
    from collab_tui.history.registry import Past

SIGNS = {"added": "+", "removed": "-", "renamed": "»", "changed": "~"}
HAPPENED = {
    "added": _("added"),
    "removed": _("removed"),
    "renamed": _("renamed"),
    "changed": _("changed"),
}


def as_text(changes: Iterable[RecordChange]) -> str:
    """Return a line for each record: its sign, ref, name and what changed."""
    lines = (f"{SIGNS[one.what]} {clean(str(one.ref))}: {in_words(one)}\n" for one in changes)
    return "".join(lines)


def in_words(change: RecordChange) -> str:
    """Return what happened to a record: ``SSMIC: status announced → active; + participant …``."""
    parts = [field_in_words(change.ref.kind, one) for one in change.fields]
    if change.old is not None:
        parts.insert(0, _("was {ref}", ref=change.old))
    if change.what in ("added", "removed"):
        parts.insert(0, HAPPENED[change.what])
    return clean(f"{change.name or change.ref.id}: {'; '.join(parts)}")


def field_in_words(kind: Kind, change: FieldChange) -> str:
    """Return what happened to a field."""
    one = _element(kind, change.path)
    if one and (change.before is None or change.after is None):
        sign = "+" if change.before is None else "-"
        value = change.after if change.before is None else change.before
        return f"{sign} {one} {_shown(value)}"
    name = change.path.replace("_", " ")
    if change.before is None:
        return f"+ {name} {_shown(change.after)}"
    if change.after is None:
        return f"- {name} {_shown(change.before)}"
    if isinstance(change.before, list) and isinstance(change.after, list):
        return _("{field} in another order", field=name)
    return f"{name} {_shown(change.before)} → {_shown(change.after)}"


def _element(kind: Kind, path: str) -> str:
    """Return what an element of the list at a path is called; empty if there is no list."""
    lists = (field for field in DECLARED[kind].fields if field.path == f"{path}[]")
    return next((field.one for field in lists), "")


def _shown(value: Any) -> str:
    """Return a value in a few words; for a table, the first one that says what it is."""
    if isinstance(value, Mapping):
        first, *others = (_shown(inner) for inner in value.values())
        return f"{first} ({', '.join(others)})" if others else first
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def as_json(changes: Iterable[RecordChange]) -> str:
    """Return a JSON array. ``fields`` has each value before and after; null means that there is
    none.
    """
    content = [_as_dict(change) for change in changes]
    return safe_json(json.dumps(content, ensure_ascii=False, indent=2, default=str)) + "\n"


def _as_dict(change: RecordChange) -> dict[str, Any]:
    return {
        "ref": str(change.ref),
        "what": change.what,
        "name": change.name,
        "old": str(change.old) if change.old else None,
        "words": in_words(change),
        "fields": [one._asdict() for one in change.fields],
    }


def as_markdown(changes: Sequence[RecordChange], title: str) -> str:
    """Return a document with a section for each kind and an item for each record."""
    lines = [f"# {_escaped(title)}", ""]
    for kind in Kind:
        mine = [change for change in changes if change.ref.kind is kind]
        if not mine:
            continue
        lines += [f"## {kind.plural}", ""]
        for change in mine:
            name = _escaped(change.name or change.ref.id)
            lines.append(f"- **{name}** {_code(change.ref)}: {HAPPENED[change.what]}")
            if change.old is not None:
                lines.append(f"  - {_('was {ref}', ref=_code(change.old))}")
            lines += [f"  - {_escaped(field_in_words(kind, one))}" for one in change.fields]
        lines.append("")
    if not changes:
        lines += [_("Nothing changed."), ""]
    return "\n".join(lines)


def _code(ref: Ref) -> str:
    """Return a ref as code. In a registry with errors, an id may be any text."""
    return f"`{ref}`" if is_slug(ref.id) else _escaped(str(ref))


def _escaped(text: str) -> str:
    from collab_tui.render.markdown import escape

    return escape(clean(text))


def history_as_text(past: Iterable[Past]) -> Iterable[str]:
    """Yield a line for each change: day, author, commit, and what changed."""
    for commit, change in past:
        head = f"{commit.date[:10]}  {commit.author}  {commit.id[:8]}"
        yield f"{clean(head)}  {in_words(change)}\n"


def history_as_json(past: Iterable[Past]) -> str:
    """Return a JSON array of changes, the newest first."""
    content = [
        {
            "date": c.date,
            "author": c.author,
            "commit": c.id,
            "subject": c.subject,
            **_as_dict(change),
        }
        for c, change in past
    ]
    return safe_json(json.dumps(content, ensure_ascii=False, indent=2, default=str)) + "\n"
