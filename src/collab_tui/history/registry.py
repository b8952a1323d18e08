"""A registry at a revision of git, or as its files are now; and the changes of a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from collab_tui.catalog.past import contents_of, differing
from collab_tui.git import EMPTY, Commit, GitError, Repository, blob_name
from collab_tui.history.compare import RecordChange, compare
from collab_tui.keeping.writing import content_of
from collab_tui.language import _
from collab_tui.records.kinds import Ref
from collab_tui.registry.files import find_files
from collab_tui.registry.records_in import records_in

NOW = "now"
"""The revision that stands for the files on disk."""


class Past(NamedTuple):
    """A change of a record: by whom, when, and in which commit."""

    commit: Commit
    change: RecordChange


def changes_between(layers: Sequence[Path], old: str, new: str = NOW) -> list[RecordChange]:
    """Return what changed in a registry between two revisions.

    Raises:
        GitError: git cannot answer.
    """
    return changes_from(layers, [old] * len(layers), new)


def changes_from(layers: Sequence[Path], olds: Sequence[str], new: str = NOW) -> list[RecordChange]:
    """Return what changed since a revision of each layer.

    Raises:
        GitError: git cannot answer.
    """
    before: dict[Ref, Mapping[str, Any]] = {}
    after: dict[Ref, Mapping[str, Any]] = {}
    for layer, old in zip(layers, olds, strict=True):
        repository = Repository(layer)
        sides = [_side(repository, layer, revision) for revision in (old, new)]
        for state, (files, contents), (others, _contents) in zip(
            (before, after), sides, reversed(sides), strict=True
        ):
            differing = [path for path in files if files[path] != others.get(path)]
            blobs = repository.contents(files[path] for path in differing if path not in contents)
            for path in differing:
                content = contents[path] if path in contents else blobs[files[path]]
                state.update(records_in(content))
    return compare(before, after)


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, such as ``2026-01-31``."""
    try:
        return str(date.fromisoformat(text)) == text
    except ValueError:
        return False


def changes_since(layers: Sequence[Path], day: str) -> list[RecordChange]:
    """Return what changed from the last commit before a day until now.

    Raises:
        GitError: git cannot answer.
    """
    return changes_from(layers, [Repository(layer).before(day) for layer in layers])


def history(layers: Sequence[Path], ref: Ref) -> Iterator[Past]:
    """Yield the changes of a record, the newest first. Its former ids are followed.

    Changes that are not committed are left out.

    Raises:
        GitError: git cannot answer.
    """
    repository = Repository(layers[-1])
    for commit in repository.commits():
        sides = differing(contents_of(repository, commit))
        name = ref.id.encode()
        if not any(name in text for side in sides for text in side):
            continue
        states: list[dict[Ref, Mapping[str, Any]]] = [{}, {}]
        for state, side in zip(states, sides, strict=True):
            for text in side:
                state.update(records_in(text))
        for change in compare(*states):
            if ref in (change.ref, change.old):
                yield Past(commit, change)
                ref = change.old if change.old and change.ref == ref else ref
                break


def _side(
    repository: Repository, layer: Path, revision: str
) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the files at a revision, path → blob, and the contents of those on disk.

    A file behind a link that leads out of the repository is left out: git knows only the link.
    """
    if revision == EMPTY:
        return {}, {}
    if revision != NOW:
        return repository.files(repository.commit(revision)), {}
    files: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    for file in find_files([layer])[0]:
        path = Path(file.path)
        name, content = repository.path_of(path), content_of(path)
        if name is not None and content is not None:
            contents[name] = content
            files[name] = blob_name(content)
    return files, contents


def revisions_meant(revisions: Iterable[str]) -> tuple[str, str]:
    """Return the two revisions that none, one or two arguments mean; the default is HEAD and now.

    Raises:
        GitError: there are more than two.
    """
    named = [*revisions]
    if len(named) > 2:
        raise GitError(_("two revisions at most can be compared"))
    return (named[0] if named else "HEAD", named[1] if len(named) > 1 else NOW)
