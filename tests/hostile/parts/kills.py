"""Programs that are killed while they write."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random

import tomli

from collab_tui.catalog.catalog import Catalog
from collab_tui.keeping import writing
from tests.catalog.test_refresh import dump
from tests.conftest import TODAY
from tests.hostile.part import Part

KILLS = 8
"""Kills of a round."""

INSTITUTION = '[[institution]]\nid = "{}"\nname = "A"\n'
AGREEMENT = (
    '[[agreement]]\nid = "{}"\nname = "X"\ntype = "mou"\n'
    'participants = [{{ institution = "{}" }}]\n'
)
WRITER = """
import os, sys
from pathlib import Path
from collab_tui.catalog.catalog import Catalog
from collab_tui.outgoing.documents import document_blocks
from collab_tui.outgoing.writing import write_file
from collab_tui.keeping.keeper import Keeper
from collab_tui.query import parse
from collab_tui.records.kinds import Kind, Ref

data, cache, out = map(Path, sys.argv[1:])
catalog = Catalog.open([data], cache)
import collab_tui.keeping.merging, collab_tui.render.markdown
for line in sys.stdin:
    child = os.fork()
    if not child:
        catalog = Catalog.open([data], cache)
        while True:
            catalog.refresh()
            (old,) = [n for n in ("a", "b") if catalog.number(Ref(Kind.INSTITUTION, n)) is not None]
            new = "b" if old == "a" else "a"
            Keeper(catalog).rename(Ref(Kind.INSTITUTION, old), Ref(Kind.INSTITUTION, new)).write()
            catalog.refresh()
            numbers = [n for ns in catalog.search(parse("")).found.values() for n in ns]
            write_file(out, document_blocks(catalog, numbers), replace=True)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


def round_(chance: Random, folder: Path) -> int:
    """Kill a program that renames a record in four files and exports all of them."""
    data, cache, out = folder / "registry", folder / "cache", folder / "out.md"
    data.mkdir()
    (data / "0.toml").write_text(INSTITUTION.format("a"))
    for number in range(1, 4):
        (data / f"{number}.toml").write_text(AGREEMENT.format(f"x{number}", "a"))
    command = [sys.executable, "-c", WRITER, str(data), str(cache), str(out)]
    nursery = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    try:
        for kill in range(KILLS):
            print("go", file=nursery.stdin, flush=True)
            child = int(nursery.stdout.readline())
            time.sleep(chance.uniform(0, 0.4))
            os.kill(child, signal.SIGKILL)
            said = nursery.stdout.readline()
            assert said == "ended\n", said
            whole(data, cache, out, folder / f"fresh-{kill}")
    finally:
        os.killpg(nursery.pid, signal.SIGKILL)
        nursery.communicate()
    return KILLS


def whole(data: Path, cache: Path, out: Path, fresh: Path) -> None:
    """The next writer finds one state in all files, a catalog that follows, and a whole export."""
    with writing.locked([data]):
        pass
    contents = [tomli.loads(file.read_text()) for file in sorted(data.glob("*.toml"))]
    named = {content["institution"][0]["id"] for content in contents if "institution" in content}
    named |= {
        content["agreement"][0]["participants"][0]["institution"]
        for content in contents
        if "agreement" in content
    }
    assert len(contents) == 4
    assert len(named) == 1, f"some files name {named}"
    assert not (data / writing.JOURNAL).exists()
    with closing(Catalog.open([data], cache, TODAY)) as catalog:
        catalog.refresh()
    with closing(Catalog.open([data], fresh, TODAY)) as catalog:
        catalog.refresh()
    assert dump(cache) == dump(fresh)
    if out.exists():
        text = out.read_text("utf-8")
        assert text.startswith("---\n")
        assert text.count("\n# ") + text.count("\n## X") >= 4


PART = Part(
    "kills",
    "SIGKILL at random moments to a program that changes four files at once, follows with its"
    " catalog and exports",
    "all files have the old content or the new one, the catalog is as one built at once, and an"
    " export is whole",
    round_,
)
