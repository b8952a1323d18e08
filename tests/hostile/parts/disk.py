"""A disk that is full, earlier each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.hostile import texts
from tests.hostile.part import Part

CHILD = """
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most = int(sys.argv[1])
import collab_tui.cli, collab_tui.console, collab_tui.catalog.catalog
import collab_tui.outgoing.sinks, collab_tui.outgoing.workbook, openpyxl, jinja2, babel
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
from collab_tui.cli import cli
cli(sys.argv[2:], prog_name="collab-tui")
"""
WRITES = (
    ("set", "nuh", "summary=A new text."),
    ("rename", "institution/nus", "institution/new-nus"),
    ("new", "institution", "--set", "name=N"),
    ("fmt",),
    ("search", "nuh"),
    ("search", "kind:institution", "-f", "xlsx", "--full", "-o", "{out}.xlsx"),
    ("export", "--query", "", "-o", "{out}.md"),
    ("export", "--all", "-o", "{out}"),
    ("dump", "-f", "jsonl", "-o", "{out}.jsonl"),
    ("dump", "-f", "sqlite", "-o", "{out}.sqlite"),
    ("dump", "-f", "datapackage", "-o", "{out}"),
    ("dump", "-f", "parquet", "-o", "{out}"),
    ("graph", "-f", "graphml", "-o", "{out}.graphml"),
    ("calendar", "-o", "{out}.ics"),
    ("view", "map", "-o", "{out}.svg"),
)


def round_(chance: Random, folder: Path) -> int:
    """Run a command that writes, with room for some bytes in each file."""
    data = folder / "registry"
    data.mkdir()
    file = data / "every.toml"
    file.write_bytes(texts.EVERY.read_bytes())
    words = chance.choice(WRITES)
    most = chance.choice((0, 1, 100, 1_000, 4_096, 5_000, 10_000, 50_000, 200_000, 400_000))
    before = {path: path.read_bytes() for path in data.iterdir()}
    place = folder / "place"
    place.mkdir()
    command = [
        words[0],
        "-d",
        str(data),
        *(w.replace("{out}", str(place / "out")) for w in words[1:]),
    ]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(most), *command],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    said = f"{words} with room for {most}: {done.returncode}\n{done.stdout[-500:]}{done.stderr}"
    assert "Traceback" not in done.stderr, said
    assert done.returncode in (0, 1, 2), said
    left = {path for path in [*data.iterdir(), *place.rglob("*")] if path.name.startswith(".")}
    left = {path for path in left if path.name != ".collab-tui.lock"}
    assert not left, f"{left}\n{said}"
    if done.returncode:
        assert {path: path.read_bytes() for path in before} == before, said
        assert done.stderr.strip(), said
        # The pages of a folder are written one after another, each whole.
        if "--all" not in words:
            assert not [path for path in place.rglob("*") if path.is_file()], said
    return 1


PART = Part(
    "disk",
    "no room for more than some bytes in any file, for every command that writes",
    "a message says so, the old files are whole, and no half of a file is left",
    round_,
    rounds=2,
)
