"""Asks git which files a revision has, what they contain, and who changed them when.

git is asked through its own command. People who keep a registry in git have it. It reads every form
of repository as its user set it up, and needs no library.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

from collab_tui.language import _

_BEGINNING = re.compile(rb"\x01(?=[0-9a-f]{40,64}\0)")
"""What is before the id of each commit in a log. A subject may hold the first character, too."""

EMPTY = ""
"""The revision without any files."""


class GitError(Exception):
    """git cannot answer. The message says why."""


@dataclass(slots=True)
class Commit:
    """A commit and the files that it changed: path → the blobs before and after; "" for none."""

    id: str
    author: str
    date: str
    """When it was written, as ISO 8601."""
    subject: str
    files: dict[str, tuple[str, str]] = field(default_factory=dict, init=False)


class Repository:
    """The repository of a folder or a file."""

    def __init__(self, place: Path) -> None:
        """Find it.

        Raises:
            GitError: there is no git, the place is not in a repository, or it is ignored there, as
                an installed registry is below a clone.
        """
        self._git = which("git") or ""
        if not self._git:
            raise GitError(_("git is not installed; what changed is read from its history"))
        place = place.resolve()
        self._folder = place if place.is_dir() else place.parent
        top = self._ask(
            "rev-parse", "--show-toplevel", said=_("{place} is not kept in git", place=place)
        )
        self.top = Path(os.fsdecode(top.removesuffix(b"\n"))).resolve()
        self.place = place.relative_to(self.top).as_posix()
        self._folder = self.top  # paths are relative to this
        if self._is_ignored():
            raise GitError(
                _("{place} is left out of git by its repository (.gitignore)", place=place)
            )

    def path_of(self, file: str | Path) -> str | None:
        """Return the path of a file from the top; None if it is elsewhere, behind a link."""
        found = Path(file).resolve()
        return found.relative_to(self.top).as_posix() if found.is_relative_to(self.top) else None

    def _is_ignored(self) -> bool:
        if self._ask("ls-files", "-z", "--", self.place):
            return False
        try:
            # This command refuses --literal-pathspecs, and takes paths, not patterns.
            self._ask("check-ignore", "-q", "--", f"./{self.place}", is_literal=False)
        except GitError:  # it exits with 1 if nothing is ignored
            return False
        return True

    def commit(self, revision: str) -> str:
        """Return the commit that a revision names.

        Raises:
            GitError: there is none.
        """
        name = f"{revision}^{{commit}}"
        said = _("git does not know the revision '{revision}'", revision=revision)
        arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        return self._ask(*arguments, said=said).decode().strip()

    def before(self, day: str) -> str:
        """Return the last commit before a day began; `EMPTY` if there is none."""
        return self.before_moment(f"{day}T00:00:00")

    def before_moment(self, moment: str) -> str:
        """Return the last commit by a moment in ISO 8601; `EMPTY` if there is none."""
        arguments = ("rev-list", "-1", f"--before={moment}", "HEAD", "--")
        return self._ask(*arguments).decode().strip()

    def first(self) -> tuple[str, str]:
        """Return the first commit, and when it was written, as ISO 8601."""
        found = self._ask("log", "--max-parents=0", "--format=%H %aI", "HEAD", "--").decode()
        commit, _space, moment = found.splitlines()[-1].partition(" ")
        return commit, moment

    def newest(self, most: int) -> list[Commit]:
        """Return the newest commits that changed something at the place, without their files."""
        form = "--format=%H%x00%an%x00%aI%x00%s"
        log = self._ask("log", form, "--no-merges", f"--max-count={most}", "--", self.place)
        # Not splitlines: a name or a subject may hold other ends of lines.
        lines = log.decode("utf-8", "replace").split("\n")
        return [Commit(*line.split("\0")) for line in lines if line]

    def files(self, commit: str) -> dict[str, str]:
        """Return the TOML files of a commit at the place: path from the top → blob."""
        if commit == EMPTY:
            return {}
        listed = self._ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", self.place)
        found: dict[str, str] = {}
        for line in listed.split(b"\0"):
            if line:
                head, _tab, path = line.partition(b"\t")
                name = os.fsdecode(path)
                if is_registry_file(name, self.place) and head.split()[1] == b"blob":
                    found[name] = head.split()[2].decode()
        return found

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of blobs."""
        names = [*dict.fromkeys(blob for blob in blobs if blob)]
        if not names:
            return {}
        answer = self._ask("cat-file", "--batch", given="\n".join(names).encode() + b"\n")
        found: dict[str, bytes] = {}
        at = 0
        for name in names:
            line = answer.index(b"\n", at)
            head = answer[at:line].split()
            if len(head) != 3:
                raise GitError(_("git has lost the blob {name}", name=name))
            end = line + 1 + int(head[2])
            found[name] = answer[line + 1 : end]
            at = end + 1
        return found

    def is_before(self, one: str, other: str) -> bool:
        """Tell whether the commit `other` is, or comes after, the commit `one`."""
        try:
            self._ask("merge-base", "--is-ancestor", one, other)
        except GitError:
            return False
        return True

    def commits(self, since: str = "", until: str = "HEAD") -> Iterator[Commit]:
        """Yield the commits that changed TOML files at the place, the newest first.

        They are those of `until`, without those of `since`.
        """
        form = "--format=%x01%H%x00%an%x00%aI%x00%s"
        options = ("--no-merges", "--raw", "--no-abbrev", "--no-renames", "-z", "--root")
        span = f"{since}..{until}" if since else until
        log = self._ask("log", form, *options, span, "--", self.place)
        for entry in _BEGINNING.split(log)[1:]:
            parts = entry.split(b"\0")
            head = [part.decode("utf-8", "replace") for part in parts[:4]]
            commit = Commit(*head)
            rest = [part for part in parts[4:] if part.strip()]
            for change, path in zip(rest[::2], rest[1::2], strict=False):
                before, after = (_blob(word) for word in change.split()[2:4])
                name = os.fsdecode(path)
                if is_registry_file(name, self.place):
                    commit.files[name] = (before, after)
            if commit.files:
                yield commit

    def _ask(
        self, *arguments: str, given: bytes = b"", said: str = "", is_literal: bool = True
    ) -> bytes:
        settings = ["-c", "core.quotepath=off", "-c", "log.showSignature=false"]
        settings += ["--literal-pathspecs"] if is_literal else []
        command = [self._git, *settings, *arguments]
        environment = os.environ | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        done = subprocess.run(  # noqa: S603 - git itself, and no shell
            command,
            cwd=self._folder,
            input=given,
            capture_output=True,
            env=environment,
            check=False,
        )
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            failed = _("git {command} failed", command=arguments[0])
            raise GitError(said or (lines[-1] if lines else failed))
        return done.stdout


def blob_name(content: bytes) -> str:
    """Return git's name of a blob in a repository of SHA-1; other repositories have other names."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _blob(word: bytes) -> str:
    text = word.decode()
    return text if text.strip("0") else ""


def is_registry_file(path: str, place: str) -> bool:
    """Tell whether a path would be read as a file of the registry at `place`."""
    inside = path.removeprefix(f"{place}/").split("/") if place != "." else path.split("/")
    return path.endswith(".toml") and not any(part.startswith(".") for part in inside)
