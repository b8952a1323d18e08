"""Programs that are killed at each system call that writes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random

from collab_tui.catalog.catalog import Catalog
from collab_tui.keeping import writing
from tests.catalog.test_refresh import Dump, dump
from tests.conftest import TODAY
from tests.hostile import texts
from tests.hostile.loaded import library, missing
from tests.hostile.part import Part
from tests.hostile.parts.kills import AGREEMENT, INSTITUTION

ROOT = Path(__file__).parent.parent.parent.parent

KILLS = 8
"""Kills of a round."""

Contents = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Scene:
    """A command that writes, and what is there before it."""

    words: tuple[str, ...]
    has_catalog: bool = True
    is_changed: bool = False
    """Whether a file was changed after the catalog was made."""
    old: Contents = field(default_factory=dict)
    """Files in the place to which it writes."""


SCENES = (
    Scene(("rename", "institution/a", "institution/b")),
    Scene(("new", "institution", "--set", "name=N")),
    Scene(("search", "nuh"), has_catalog=False),
    Scene(("search", "nuh"), is_changed=True),
    Scene(("export", "--query", "", "--force", "-o", "{out}.md"), old={"out.md": b"Old.\n"}),
    Scene(("export", "--all", "-o", "{out}")),
    Scene(("dump", "-f", "sqlite", "-o", "{out}.sqlite")),
    Scene(("dump", "-f", "datapackage", "-o", "{out}")),
)


class Stage:
    """A registry, its catalog and a place for exports, which can be set up again and again."""

    def __init__(self, folder: Path) -> None:
        """Make them in an empty folder, and start the nursery."""
        self._folder = folder
        self.data, self.cache, self.place = folder / "registry", folder / "cache", folder / "place"
        self._kept = folder / "kept"
        self.data.mkdir()
        shutil.copy(texts.EVERY, self.data / "every.toml")
        (self.data / "0.toml").write_text(INSTITUTION.format("a"))
        for number in range(1, 4):
            (self.data / f"{number}.toml").write_text(AGREEMENT.format(f"x{number}", "a"))
        self._refresh(self.cache)
        self._kept.mkdir()
        self._fresh: dict[tuple[tuple[str, bytes], ...], Dump] = {}
        for one in (self.data, self.cache):
            shutil.copytree(one, self._kept / one.name)
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"LD_PRELOAD": str(library()), "COLLAB_TUI_CACHE": str(self.cache)},
        )

    def end(self) -> None:
        """End the nursery."""
        self._nursery.kill()
        self._nursery.communicate()

    def set_up(self, scene: Scene) -> None:
        """Have everything as it is before a scene."""
        for one in (self.data, self.cache, self.place):
            shutil.rmtree(one, ignore_errors=True)
        shutil.copytree(self._kept / self.data.name, self.data)
        if scene.has_catalog:
            shutil.copytree(self._kept / self.cache.name, self.cache)
        if scene.is_changed:
            (self.data / "0.toml").write_text(INSTITUTION.format("a").replace("A", "Other"))
        self.place.mkdir()
        for name, content in scene.old.items():
            (self.place / name).write_bytes(content)

    def run(self, scene: Scene, at: int, how: str) -> int:
        """Run the command, which is killed `at` a call; return the calls it made, -1 if killed."""
        out = str(self.place / "out")
        words = [scene.words[0], "-d", str(self.data)]
        words += [word.replace("{out}", out) for word in scene.words[1:]]
        asked = {"HOSTILE_BELOW": str(self._folder), "HOSTILE_AT": str(at), "HOSTILE_HOW": how}
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        print(json.dumps({"words": words, "set": asked}), file=self._nursery.stdin, flush=True)
        return int(self._nursery.stdout.readline())

    def check(self, before: Contents, after: Contents, old: Contents, new: Contents) -> None:
        """Everything is as it was or as it is after the whole command, and the catalog follows."""
        with writing.locked([self.data]):
            pass
        found = contents(self.data)
        assert found in (before, after), f"neither old nor new: {found.keys()}"
        self._refresh(self.cache)
        key = tuple(sorted(found.items()))
        if key not in self._fresh:
            fresh = self._folder / "fresh"
            self._refresh(fresh)
            self._fresh[key] = _without_stamps(dump(fresh))
            shutil.rmtree(fresh)
        followed, fresh_one = _without_stamps(dump(self.cache)), self._fresh[key]
        assert followed == fresh_one, [n for n in followed if followed[n] != fresh_one[n]]
        for name, content in contents(self.place).items():
            if content != old.get(name):
                assert content == new.get(name), f"half of {name}"

    def _refresh(self, cache: Path) -> None:
        with closing(Catalog.open([self.data], cache, TODAY)) as catalog:
            catalog.refresh()
            assert not catalog.notices, catalog.notices


def _without_stamps(found: Dump) -> Dump:
    """Leave out when files were written: a stage is set up again and again."""
    return found | {"file": [(*row[:3], *row[4:]) for row in found["file"]]}


def contents(folder: Path) -> Contents:
    """Return the files of a folder, but not those that somebody was still writing."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "/." not in f"/{path.relative_to(folder)}"
    }


def kills(stage: Stage, scene: Scene, how: str, choose: Callable[[int], range]) -> Iterator[int]:
    """Kill a command at the calls that are chosen from so many; yield the number of each."""
    stage.set_up(scene)
    before, old = contents(stage.data), contents(stage.place)
    calls = stage.run(scene, 0, how)
    assert calls > 0, f"{scene.words} does not write"
    after, new = contents(stage.data), contents(stage.place)
    for at in choose(calls):
        stage.set_up(scene)
        assert stage.run(scene, at, how) == -1, f"{scene.words} makes no call {at}"
        try:
            stage.check(before, after, old, new)
        except AssertionError as error:
            error.add_note(f"{' '.join(scene.words)}, {how} at call {at} of {calls}")
            raise
        yield at


def round_(chance: Random, folder: Path) -> int:
    """Kill one command at some calls."""
    stage = Stage(folder)
    try:
        scene, how = chance.choice(SCENES), chance.choice(("kill", "torn"))
        some = kills(stage, scene, how, lambda calls: _some(chance, calls))
        return len([*islice(some, KILLS)])
    finally:
        stage.end()


def _some(chance: Random, calls: int) -> range:
    step = max(1, calls // KILLS)
    return range(chance.randint(1, step), calls + 1, step)


def walk(folder: Path) -> int:
    """Kill every command at every call."""
    stage, tried = Stage(folder), 0
    try:
        for scene in SCENES:
            for how in ("kill", "torn"):
                tried += sum(1 for _ in kills(stage, scene, how, lambda calls: range(1, calls + 1)))
        return tried
    finally:
        stage.end()


PART = Part(
    "writes",
    "SIGKILL at every system call that writes, before it and in the middle of it, of commands that"
    " change four files at once, follow with the catalog, build it and export",
    "files of the registry are all old or all new, the catalog is as one built at once, and what an"
    " export has named is whole",
    round_,
    walk=walk,
    missing=missing,
)
