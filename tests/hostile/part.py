"""A part of the attack, one round of it, and the tally of many rounds."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

KEPT = 5
"""Failures of a part whose files are kept."""

HANGS = 180
"""Seconds after which a round counts as one that never ends."""

WALK = -1
"""The number of the round that is the walk."""

WALKS = 900
"""Seconds after which a walk counts as one that never ends."""

OWN_FOLDERS = {
    "COLLAB_TUI_CACHE": "cache",
    "COLLAB_TUI_CONFIG": "config.toml",
    "COLLAB_TUI_STATE": "state",
}
"""What the program keeps of its own, in the folder of a round."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sort of attack."""

    name: str
    """A word, also for ``--part``."""
    attacks: str
    """What is done, for a reader."""
    holds: str
    """What must hold all the same."""
    round: Callable[[Random, Path], int]
    """Attack once, with files in an empty folder; return how many things were tried.

    It raises an error if something did not hold.
    """
    rounds: int = 1
    """How often the tests of the suite do it."""
    walk: Callable[[Path], int] | None = None
    """Attack everywhere where rounds attack here and there; the long run does it first."""
    missing: Callable[[], str] = lambda: ""
    """Say what this machine lacks for it; empty if it lacks nothing."""


@dataclass(slots=True)
class Tally:
    """How a part went."""

    part: Part
    rounds: int = 0
    tried: int = 0
    failed: int = 0
    missing: str = ""
    failures: list[str] = field(default_factory=list)
    """What is to be read first of each failure: how to repeat it, and the error."""


@contextmanager
def own_folders(folder: Path) -> Iterator[None]:
    """Have the program keep its own files in a folder."""
    before = {name: os.environ.get(name) for name in OWN_FOLDERS}
    os.environ.update({name: str(folder / own) for name, own in OWN_FOLDERS.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def ending(seconds: int) -> Iterator[None]:
    """Raise an error in a round that does not end."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"the round does not end within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def attack(tally: Tally, seed: int, number: int, kept: Path) -> None:
    """Do one round, and add it to the tally; the files of a failure go to `kept`.

    A round depends only on the seed and its number. So one that failed can be done again alone.
    """
    part = tally.part
    chance = Random(f"{part.name}/{seed}/{number}")
    with tempfile.TemporaryDirectory(prefix=f"hostile-{part.name}-") as made:
        folder = Path(made).resolve()
        tally.rounds += 1
        try:
            with own_folders(folder), ending(WALKS if number == WALK else HANGS):
                if number == WALK:
                    assert part.walk is not None, f"{part.name} has no walk"
                    tally.tried += part.walk(folder)
                else:
                    tally.tried += part.round(chance, folder)
        except KeyboardInterrupt:
            raise
        except BaseException:  # also what a worker or click raises
            tally.tried += 1
            tally.failed += 1
            again = f"python -m tests.hostile --part {part.name} --seed {seed} --round {number}"
            tally.failures.append(f"{again}\n{traceback.format_exc()}")
            if tally.failed <= KEPT:
                there = kept / f"{part.name}-{seed}-{number}"
                shutil.rmtree(there, ignore_errors=True)
                shutil.copytree(folder, there, symlinks=True, ignore_dangling_symlinks=True)
                (there / "failure.txt").write_text(tally.failures[-1], "utf-8", "replace")


def attack_for(part: Part, seconds: float, seed: int, kept: Path, *, walks: bool = True) -> Tally:
    """Do rounds of a part for a time, after its walk if it `walks`."""
    tally = Tally(part, missing=part.missing())
    if walks and part.walk is not None and not tally.missing:
        attack(tally, seed, WALK, kept)
        tally.rounds = 0
    end = time.monotonic() + seconds
    while not tally.missing and (time.monotonic() < end or not tally.rounds):
        attack(tally, seed, tally.rounds, kept)
    return tally
