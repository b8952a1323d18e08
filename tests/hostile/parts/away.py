"""A registry on a file system that goes away, and comes back."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.hostile.loaded import library, missing
from tests.hostile.part import Part
from tests.hostile.parts.writes import SCENES, Scene, Stage, contents
from tests.tui.terminal import Terminal

ERRORS = (errno.ESTALE, errno.EIO, errno.ENOENT, errno.ETIMEDOUT, errno.EACCES)

READS = (("search", "nuh"), ("show", "nuh"), ("check",), ("export", "--query", "", "-o", "-"))

AT = 3
"""Calls of a round at which it goes away."""


def round_(chance: Random, folder: Path) -> int:
    """It goes away while a command reads or changes it, and while the explorer shows it."""
    stage = Stage(folder)
    try:
        scenes = [scene for scene in SCENES if scene.words[0] in ("rename", "new")]
        scenes += [Scene(words, has_catalog=bool(chance.randrange(2))) for words in READS]
        tried = 0
        for _ in range(AT):
            goes_away(stage, chance.choice(scenes), chance)
            tried += 1
        stage.set_up(SCENES[0])
        explored(stage, folder / "flag", chance.choice(ERRORS))
    finally:
        stage.end()
    return tried + 1


def goes_away(stage: Stage, scene: Scene, chance: Random) -> None:
    """Nothing is half done when it is back, and a message said so."""
    stage.set_up(scene)
    before = contents(stage.data)
    assert stage.run(scene, 0, "none") >= 0
    after = contents(stage.data)
    stage.set_up(scene)
    code, at = chance.choice(ERRORS), chance.randrange(1, 60)
    words = [scene.words[0], "-d", str(stage.data), *scene.words[1:]]
    done = subprocess.run(
        [sys.executable, "-m", "collab_tui", *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ
        | {"LD_PRELOAD": str(library()), "COLLAB_TUI_CACHE": str(stage.cache)}
        | {"HOSTILE_BELOW": str(stage.data), "HOSTILE_AWAY": str(code), "HOSTILE_AT": str(at)},
    )
    said = (
        f"{scene.words}, {errno.errorcode[code]} from call {at}: {done.returncode}\n{done.stderr}"
    )
    assert "Traceback" not in done.stderr, said
    assert "damaged" not in done.stderr, said
    assert done.returncode in (0, 1, 2), said
    assert done.returncode == 0 or done.stderr.strip() or scene.words[0] == "check", said
    stage.check(before, after, {}, {})


def explored(stage: Stage, flag: Path, code: int) -> None:
    """The explorer keeps what it had, says what is wrong, and goes on when it is back."""
    disturbed = {
        "LD_PRELOAD": str(library()),
        "HOSTILE_BELOW": str(stage.data),
        "HOSTILE_AWAY": str(code),
        "HOSTILE_FLAG": str(flag),
    }
    with Terminal(
        "-d", str(stage.data), folder=flag.parent, cache=stage.cache, environment=disturbed
    ) as terminal:
        terminal.until_seen("National University Hospital")
        terminal.at_rest()
        flag.touch()
        # If nothing is said to be there, the registry is empty; else the lists stay.
        terminal.until(lambda screen: "problem" in screen or "cannot be read" in screen)
        for keys in ("1jj", "2j", "/nuh\r", "\x1b", "1p", "\x1b"):
            terminal.press(keys)
            terminal.at_rest()
        flag.unlink()
        terminal.press("\x1b1r")
        terminal.until_seen("National University Hospital")
        terminal.press("q")
        assert terminal.end() == 0, terminal.text


PART = Part(
    "away",
    "a registry on a file system that goes away at any call of a command, and while the explorer"
    " shows it, with the errors of a network; it comes back",
    "a message says so, no file of the registry is half written, the catalog is not taken for"
    " damaged, and the explorer goes on when the registry is back",
    round_,
    missing=missing,
)
