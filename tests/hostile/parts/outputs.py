"""Hostile texts through every command and format."""

from __future__ import annotations

import subprocess
from pathlib import Path
from random import Random

from click.testing import CliRunner

from collab_tui.cli import cli
from tests.hostile import texts
from tests.hostile.formats import safe
from tests.hostile.outputs import OUTPUTS, Output
from tests.hostile.part import Part

AT_ONCE = 30
"""Outputs that are looked at in a round."""


AUTHOR = "\x1b[31m=A\u202e\u2028B\x85"
SUBJECT = "x\x1b[2J\x01\u2028\x0c=y\x85"


def write(output: Output, data: Path, folder: Path, *, is_whole: bool) -> None:
    """Run a command on a registry, and check what it writes."""
    out = folder / f"out{output.ending}"
    words = [word.replace("{out}", str(out)) for word in output.arguments]
    done = CliRunner().invoke(cli, [words[0], "-d", str(data), *words[1:]], prog_name="collab-tui")
    safe(done.stderr)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert "Traceback" not in done.stderr
    fine = (0, 1) if output.may_find or not is_whole else (0,)
    assert done.exit_code in fine, f"{output.words} ends with {done.exit_code}: {done.output[:500]}"
    if "{out}" not in output.words:
        out = folder / "stdout"
        out.write_bytes(done.stdout_bytes)
    if (is_whole or done.exit_code == 0) and (done.exit_code == 0 or out.stat().st_size):
        output.check(out)


def round_(chance: Random, folder: Path) -> int:
    """Write a registry of hostile texts, and ask for everything."""
    is_whole = chance.random() < 0.6
    made = texts.with_hostile_words(chance) if is_whole else texts.with_hostile_values(chance)
    data = folder / "registry"
    data.mkdir()
    file = data / "all.toml"
    _commit(data, file, texts.EVERY.read_text("utf-8"))
    file.write_text(texts.document(made), "utf-8")
    outputs = chance.sample(OUTPUTS, AT_ONCE)
    for number, output in enumerate(outputs):
        place = folder / str(number)
        place.mkdir()
        try:
            write(output, data, place, is_whole=is_whole)
        except BaseException as error:
            error.add_note(f"written by: collab-tui {output.words}")
            raise
    return len(outputs)


def _commit(data: Path, file: Path, text: str) -> None:
    """Let git know an earlier state, with a hostile author."""
    file.write_text(text, "utf-8")
    git = ["git", "-C", str(data), "-c", f"user.name={AUTHOR}", "-c", "user.email=a@b"]
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", SUBJECT)):
        subprocess.run([*git, *words], check=True, capture_output=True)


PART = Part(
    "outputs",
    "hostile texts (escape sequences, markup, direction, formulas, Markdown, length) in every"
    " place of a registry, through every command and format",
    "no control character reaches a terminal, no cell is a formula, Markdown stays text, and every"
    " file can be read by a parser of its format",
    round_,
    rounds=2,
)
