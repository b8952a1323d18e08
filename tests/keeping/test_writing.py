"""Files of a registry are written completely or not at all, by one writer at a time."""

from __future__ import annotations

import signal
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

from collab_tui.keeping import writing
from collab_tui.keeping.writing import Change, ChangedMeanwhileError, WriteError, write_all

WRITER = """
import os, signal, sys
from pathlib import Path
from collab_tui.keeping.writing import Change, write_all

folder = Path(sys.argv[1])
files = [folder / f"{n}.toml" for n in range(3)]
left = [0]

def count(event, arguments):
    if left[0] and event in ("open", "os.rename", "os.remove", "os.chmod", "fcntl.flock"):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

def write(moment):
    sys.addaudithook(count)
    left[0] = moment
    number = 0
    while True:
        before = [file.read_bytes() for file in files]
        number += 1
        after = [b"%d " % (moment * 100 + number) * 20_000] * 3
        write_all({f: Change(b, a) for f, b, a in zip(files, before, after)}, [folder])

for line in sys.stdin:
    child = os.fork()
    if not child:
        write(int(line))
    print(os.waitpid(child, 0)[1], flush=True)
"""


def test_a_writer_that_is_killed_leaves_the_old_files_or_the_new(tmp_path: Path) -> None:
    """A hundred times, each at the next step of the work with files."""
    files = [tmp_path / f"{n}.toml" for n in range(3)]
    for file in files:
        file.write_bytes(b"0 " * 20_000)
    seen = set()
    halves = 0
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        for moment in range(1, 101):
            print(moment, file=nursery.stdin, flush=True)
            assert int(nursery.stdout.readline()) == signal.SIGKILL
            for file in files:
                numbers = file.read_bytes().split()
                assert len(numbers) == 20_000
                assert len(set(numbers)) == 1
            halves += len({file.read_bytes() for file in files}) > 1
            with writing.locked([tmp_path]):  # the next writer finishes what was begun
                contents = {file.read_bytes() for file in files}
            assert len(contents) == 1
            seen |= contents
        nursery.stdin.close()
    assert len(seen) > 10
    assert halves
    assert not (tmp_path / writing.JOURNAL).exists()


def _append(folder: str, times: int) -> None:
    file = Path(folder) / "a.toml"
    done = 0
    while done < times:
        before = file.read_bytes()
        try:
            write_all({file: Change(before, before + b"x\n")}, [Path(folder)])
            done += 1
        except ChangedMeanwhileError:
            pass


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"")
    context = get_context("spawn")
    writers = [context.Process(target=_append, args=(str(tmp_path), 20)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert (tmp_path / "a.toml").read_bytes() == b"x\n" * 60
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.toml"]


def test_what_somebody_else_wrote_is_not_replaced(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_bytes(b"1")
    other.write_bytes(b"theirs")
    changes = {one: Change(b"1", b"2"), other: Change(b"ours", b"new")}
    with pytest.raises(ChangedMeanwhileError) as caught:
        write_all(changes, [tmp_path])
    assert (caught.value.expected, caught.value.found) == (b"ours", b"theirs")
    assert one.read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.toml", "other.toml"]


def test_links_and_rights_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    file = tmp_path / "real" / "a.toml"
    file.write_bytes(b"1")
    file.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    write_all({link: Change(b"1", b"2")}, [tmp_path])
    assert link.is_symlink()
    assert file.read_bytes() == b"2"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_file_can_be_made_and_taken_away(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.toml"
    write_all({file: Change(None, b"1")}, [tmp_path])
    assert file.read_bytes() == b"1"
    write_all({file: Change(b"1", None)}, [tmp_path])
    assert not file.exists()


def test_a_full_disk_leaves_no_half_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{n}.toml" for n in range(2)]
    for file in files:
        file.write_bytes(b"1")
    left = [0]

    def refuse(descriptor: int) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    for moment in range(1, 4):  # each of the two new files, and the journal
        left[0] = moment
        with pytest.raises(WriteError, match="No space left"):
            write_all({file: Change(b"1", b"2") for file in files}, [tmp_path])
        assert [file.read_bytes() for file in files] == [b"1", b"1"]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["0.toml", "1.toml"]


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.mkdir()
    with pytest.raises(WriteError, match=r"a\.toml cannot be read: is a folder|Is a folder"):
        write_all({file: Change(b"1", b"2")}, [tmp_path])


def test_another_writer_is_waited_for_and_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PATIENCE", 0.0)
    file = tmp_path / "a.toml"
    file.write_bytes(b"1")
    with (
        writing.locked([tmp_path]),
        pytest.raises(WriteError, match="another program is writing"),
    ):
        write_all({file: Change(b"1", b"2")}, [tmp_path])
    assert file.read_bytes() == b"1"


@pytest.mark.parametrize(
    "journal",
    [
        '[["{evil}", "{mine}"]]',
        '[["{evil}", "{folder}/sub/../mine"]]',
        '[["{evil}"], "{mine}", 5, {{}}]',
        '{{"{evil}": "{mine}"}}',
        '[["", ""], ["/", "/"]]',
        "not JSON",
        "[" * 5000,
    ],
)
def test_a_journal_that_came_with_a_registry_moves_no_other_file(
    journal: str, tmp_path: Path
) -> None:
    mine, evil = tmp_path / "mine", tmp_path / "registry" / "evil"
    evil.parent.mkdir()
    mine.write_text("mine")
    evil.write_text("evil")
    found = evil.parent / writing.JOURNAL
    found.write_text(journal.format(evil=evil, mine=mine, folder=tmp_path))
    file = evil.parent / "a.toml"
    write_all({file: Change(None, b"new")}, [evil.parent])
    assert (mine.read_text(), evil.read_text()) == ("mine", "evil")
    assert file.read_bytes() == b"new"
    assert not found.exists()
