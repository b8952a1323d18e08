"""Since when changes are told: the last visit, some days ago, or a commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from collab_tui.git import GitError, Repository
from collab_tui.language import _, _n

DAYS = (1, 7, 30, 365)
"""The spans that are offered."""

MOST_COMMITS = 200
"""How many commits are offered."""


class Since(NamedTuple):
    """A state of the registry in the past."""

    label: str
    """As after the word *since*: ``your last visit, 3 Nov 2026 10:00``."""
    commits: tuple[str, ...]
    """The commit of each layer."""


def present_commits(layers: Sequence[Path]) -> tuple[str, ...]:
    """Return the commit that each layer is at; empty for one that is not kept in git."""
    return tuple(map(_present, layers))


def _present(layer: Path) -> str:
    try:
        return Repository(layer).commit("HEAD")
    except (GitError, OSError):
        return ""


def last_visit(left: str, commits: tuple[str, ...], layers: Sequence[Path]) -> Since | None:
    """Return the state at the end of the last visit; None if it is not known, or no more there."""
    if not left or len(commits) != len(layers) or not all(commits):
        return None
    try:
        for layer, commit in zip(layers, commits, strict=True):
            Repository(layer).commit(commit)
    except GitError:
        return None
    return Since(_("your last visit, {moment}", moment=_moment(left)), commits)


def some_days(layers: Sequence[Path], today: date, days: int) -> Since:
    """Return the state some days ago; if the registry is younger, its first commit, and say so.

    Raises:
        GitError: git cannot answer.
    """
    day = today - timedelta(days)
    repositories = [Repository(layer) for layer in layers]
    commits = [one.before(str(day)) for one in repositories]
    if not all(commits):
        firsts = [one.first() for one in repositories]
        known = tuple(one or first for one, (first, _written) in zip(commits, firsts, strict=True))
        moment = _moment(max(written for _first, written in firsts))
        return Since(_("the first commit, {moment}", moment=moment), known)
    named = {1: _("yesterday"), 7: _("a week ago"), 365: _("a year ago")}
    label = named.get(days) or _n("{count} day ago", "{count} days ago", days)
    return Since(label, tuple(commits))


def offered(layers: Sequence[Path], today: date, last: Since | None) -> list[Since]:
    """Return what can be chosen: the last visit, some days ago, each of the newest commits.

    Raises:
        GitError: git cannot answer.
    """
    repositories = [Repository(layer) for layer in layers]
    found = [*([last] if last is not None else [])]
    days = [some_days(layers, today, days) for days in DAYS]
    found += {one.label: one for one in days}.values()  # several may be the first commit
    for commit in repositories[-1].newest(MOST_COMMITS):
        label = f"{_moment(commit.date)}  {commit.author}: {commit.subject}"
        states = tuple(
            commit.id if one.top == repositories[-1].top else one.before_moment(commit.date)
            for one in repositories
        )
        found.append(Since(label, states))
    return found


def _moment(iso: str) -> str:
    return iso[:16].replace("T", " ")
