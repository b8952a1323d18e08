"""Files and folders with hostile names, as a clone from elsewhere may have them."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from click.testing import CliRunner

from collab_tui.cli import cli
from tests.hostile import texts
from tests.hostile.formats import safe
from tests.hostile.part import Part

NAMES = (
    b"-rf",
    b"--help",
    b"a b",
    b"a\nb",
    b"\x1b[31mred",
    b"\xff\xfe",
    b"\xe2\x80\xaegnp",
    b"$(id)",
    b"'; DROP",
    b"[bold]",
    b"%s%n",
    b"*",
    b"~",
    b"a'b\"c",
    b"\\",
    b"=1+1",
    b"x" * 240,
    b"\xe7\x91\x9e",
    b"\x9b2J",
    b"..toml",
    b" ",
    b"CON",
    b"a\rb",
    b"|",
    b"::error ::",
)
COMMANDS = (
    "check -f text",
    "check -f json",
    "check -f github",
    "check -f sarif",
    "check -f junit",
    "search nuh",
    "show nuh",
    "set nuh city=X --dry-run",
    "set nuh city=X",
    "rename institution/nus institution/new-nus",
    "fmt",
    "history nuh",
    "dump -f jsonl -o {out}/-x.jsonl",
    "export --all -o {out}/all",
)


def round_(chance: Random, folder: Path) -> int:
    """Put a registry into such files, one of them broken, and ask."""
    data = Path(os.fsdecode(os.path.join(os.fsencode(folder), chance.choice(NAMES))))
    data.mkdir()
    inner = os.path.join(os.fsencode(data), chance.choice(NAMES))
    os.mkdir(inner)  # noqa: PTH102 - a name of bytes
    every = texts.EVERY.read_bytes()
    for place, content in (
        (os.fsencode(data), every),
        (inner, b'[[institution]]\nid = "Bad Id"\nname = "A"\nx = 1\n'),
        (inner, b"broken ["),
    ):
        name = chance.choice(NAMES) + b".toml"
        with open(os.path.join(place, name), "wb") as file:  # noqa: PTH123 - a name of bytes
            file.write(content)
    out = folder / "out"
    out.mkdir()
    for command in COMMANDS:
        words = command.replace("{out}", str(out)).split(" ")
        done = CliRunner().invoke(cli, [words[0], "-d", str(data), *words[1:]])
        try:
            if done.exception is not None and not isinstance(done.exception, SystemExit):
                raise done.exception
            safe(done.stdout, "\n\t")
            safe(done.stderr)
        except BaseException as error:
            error.add_note(f"written by: collab-tui {command}, in {data!r}")
            raise
    return len(COMMANDS)


PART = Part(
    "names",
    "folders and files whose names are options, escape sequences, not UTF-8, or begin a formula",
    "every command works or says why not, and no name is obeyed by a terminal or a shell",
    round_,
    rounds=2,
)
