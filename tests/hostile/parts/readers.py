"""Ten programs that read a registry for the first time, while another one saves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random

from tests.hostile.part import Part

READERS = 10

SECONDS = 300
"""How long the walk goes on."""

READER = """
import sys
from pathlib import Path
from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
catalog = Catalog.open([Path(sys.argv[1])], Path(sys.argv[2]))
for _ in range(4):
    catalog.refresh()
    numbers = [n for ns in catalog.search(parse("")).found.values() for n in ns]
    names = {row.name for row in catalog.shown.rows(numbers)}
    assert len(numbers) == 40, len(numbers)
    assert len(names) <= 20, names
print(*catalog.notices)
"""


def content(file: int, number: int) -> bytes:
    """Return the content of a file at a moment: twenty records of one name."""
    records = (
        f'[[institution]]\nid = "f{file}-{at}"\nname = "Name {number}"\n' for at in range(20)
    )
    return "".join(records).encode()


def round_(chance: Random, folder: Path) -> int:
    """Start the readers together, and save until they have ended."""
    data, cache = folder / "registry", folder / "cache"
    data.mkdir()
    for file in range(2):
        (data / f"{file}.toml").write_bytes(content(file, 0))
    over = threading.Event()

    def save() -> None:
        number = 0
        while not over.wait(0.05):
            number += 1
            file = number % 2
            new = data / ".new"
            new.write_bytes(content(file, number))
            os.replace(new, data / f"{file}.toml")  # noqa: PTH105 - over what is there

    saver = threading.Thread(target=save)
    saver.start()
    try:
        command = [sys.executable, "-c", READER, str(data), str(cache)]
        readers = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(READERS)
        ]
        said = [(*reader.communicate(), reader.returncode) for reader in readers]
    finally:
        over.set()
        saver.join()
    for out, errors, code in said:
        assert code == 0, errors
        assert not out.strip(), f"a notice: {out}"
    return READERS


def walk(folder: Path) -> int:
    """Read for the first time again and again, for five minutes."""
    tried, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        here = folder / str(tried)
        here.mkdir()
        tried += round_(Random(tried), here)
        shutil.rmtree(here)
    return tried


PART = Part(
    "readers",
    "ten first readings of a registry at once, while another program saves every 50 ms",
    "each answers with whole files, and none takes the catalog for damaged",
    round_,
    walk=walk,
)
