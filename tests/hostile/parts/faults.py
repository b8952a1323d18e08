"""System calls that fail, or do half of what was asked, by a library loaded first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.hostile import texts
from tests.hostile.loaded import library, missing
from tests.hostile.part import Part
from tests.hostile.parts.disk import WRITES


def round_(chance: Random, folder: Path) -> int:
    """Run a command that writes; one call on the folder fails, or is short."""
    data, place = folder / "registry", folder / "place"
    data.mkdir()
    place.mkdir()
    (data / "every.toml").write_bytes(texts.EVERY.read_bytes())
    words = chance.choice(WRITES)
    how = chance.choice(("failed", "full", "short"))
    where = chance.choice((data, place, folder))
    at = chance.randrange(1, 150 if where == folder else 15)
    before = {path: path.read_bytes() for path in data.iterdir()}
    out = str(place / "out")
    arguments = [words[0], "-d", str(data), *(word.replace("{out}", out) for word in words[1:])]
    done = subprocess.run(
        [sys.executable, "-m", "collab_tui", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ
        | {"LD_PRELOAD": str(library()), "HOSTILE_BELOW": str(where)}
        | {"HOSTILE_AT": str(at), "HOSTILE_HOW": how},
    )
    said = f"{words}, call {at} below {where.name} {how}: {done.returncode}\n{done.stderr}"
    assert "Traceback" not in done.stderr, said
    assert done.returncode in ((0,) if how == "short" else (0, 1, 2)), said
    left = {path for path in [*data.iterdir(), *place.rglob("*")] if path.name.startswith(".")}
    assert {path.name for path in left} <= {".collab-tui.lock"}, f"{left}\n{said}"
    if done.returncode:
        assert {path: path.read_bytes() for path in before} == before, said
        assert done.stderr.strip(), said
    return 1


PART = Part(
    "faults",
    "a read, a write, a sync or a rename that fails, finds the disk full, or does half of what was"
    " asked, at any call of a command that writes",
    "half is done to the end; else a message says what failed, the old files are whole, and no half"
    " of a file is left",
    round_,
    missing=missing,
)
