"""A few rounds of every part; ``python -m tests.hostile`` does many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from collab_tui.cli import cli
from collab_tui.commands import Commands
from tests.hostile.outputs import OUTPUTS, WITHOUT
from tests.hostile.part import Part, Tally, attack
from tests.hostile.parts import PARTS
from tests.hostile.report import BEGIN, END, lines_of, written_into

SEED = 1


@pytest.mark.parametrize("part", PARTS, ids=[part.name for part in PARTS])
def test_what_must_hold_holds(part: Part, tmp_path: Path) -> None:
    if missing := part.missing():
        pytest.skip(missing)
    tally = Tally(part)
    for number in range(part.rounds):
        attack(tally, SEED, number, tmp_path)
    assert not tally.failed, "\n".join(tally.failures)
    assert tally.tried


def formats() -> Iterator[tuple[str, str]]:
    """Yield each command that has ``--format``, with each of its formats."""
    context = click.Context(cli)
    assert isinstance(cli, Commands)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        for option in command.params:
            if "--format" in option.opts and isinstance(option.type, click.Choice):
                yield from ((name, str(form)) for form in option.type.choices)


def test_every_command_and_format_is_attacked() -> None:
    attacked = {(output.arguments[0], word) for output in OUTPUTS for word in output.arguments}
    assert {one for one in formats() if one[0] not in WITHOUT} - attacked == set()


def test_a_failure_is_counted_kept_and_can_be_repeated(tmp_path: Path) -> None:
    def fail(chance: object, folder: Path) -> int:
        (folder / "a.toml").write_text("x = 1")
        raise AssertionError("it did not hold")

    tally = Tally(Part("made-up", "nothing", "everything", fail))
    for number in range(8):
        attack(tally, 3, number, tmp_path)
    assert (tally.rounds, tally.tried, tally.failed) == (8, 8, 8)
    assert len(list(tmp_path.iterdir())) == 5
    assert (tmp_path / "made-up-3-0" / "a.toml").read_text() == "x = 1"
    said = (tmp_path / "made-up-3-4" / "failure.txt").read_text()
    assert "python -m tests.hostile --part made-up --seed 3 --round 4" in said
    assert "it did not hold" in said
    page = written_into(f"A\n{BEGIN}\nbefore\n{END}\nB\n", lines_of([tally], 3, 1))
    assert page.startswith(f"A\n{BEGIN}\n\nVersion")
    assert "| made-up | nothing | everything | 8 | 8 |" in page
    assert page.endswith(f"{END}\nB\n")
    assert "before" not in page
