"""Files of articles, offered while somebody types a path."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from collab_tui.forms.offers import MOST, Offer

ENDINGS = frozenset({".html", ".htm", ".xhtml", ".pdf", ".md", ".markdown", ".txt"})
"""The endings of files that articles are read from."""


def named(typed: str) -> str:
    """Return the path that is meant: without the quotes of a shell, with ``~`` in full."""
    text = typed.strip()
    if text[:1] in ("'", '"'):
        try:
            text = " ".join(shlex.split(text))
        except ValueError:  # a quote that does not end
            text = text.strip("'\"")
    return str(Path(text).expanduser()) if text.startswith("~") else text


def article_files(typed: str) -> list[Offer]:
    """Return the files and folders whose paths begin with what is typed, folders last."""
    head, slash, begun = typed.rpartition("/")
    folder = Path(head + slash).expanduser() if slash else Path()
    found: list[tuple[bool, str]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                is_folder = entry.is_dir()
                is_hidden = entry.name.startswith(".") and not begun.startswith(".")
                is_meant = entry.name.casefold().startswith(begun.casefold())
                is_article = is_folder or Path(entry.name).suffix.lower() in ENDINGS
                if is_meant and is_article and not is_hidden:
                    found.append((is_folder, entry.name))
    except OSError:
        return []
    if found == [(False, begun)]:
        return []
    return [
        Offer(f"{head}{slash}{name}{'/' if is_folder else ''}", f"{name}{'/' if is_folder else ''}")
        for is_folder, name in sorted(found)[:MOST]
    ]
