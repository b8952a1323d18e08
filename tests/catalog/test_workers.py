"""Worker processes: they read like the process itself, and never live longer than it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from collab_tui.catalog.building import reading
from collab_tui.catalog.building.changes import Change, digest_of
from collab_tui.registry import parts
from collab_tui.registry.files import RegistryFile
from collab_tui.workers import Worker, WorkerGoneError, WorkerSlowError

FILES = 12


@pytest.fixture
def changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Change]:
    """Files to read, one of them missing. Two workers read them, however small they are."""
    monkeypatch.setattr(reading, "WORTH_WORKERS", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    found = []
    for number in range(FILES):
        path = tmp_path / f"{number}\n.toml"
        path.write_text(f'[[person]]\nid = "p{number}"\nname = "P"\n', encoding="utf-8")
        found.append(Change(RegistryFile(str(path), 0), number, 1, "1"))
    Path(found[5].file.path).unlink()
    return found


def refs(read: Iterable[reading.Read]) -> list[str]:
    return ["missing" if isinstance(one.found, OSError) else one.found.rows.refs[0] for one in read]


EXPECTED = ["missing" if n == 5 else f"person/p{n}" for n in range(FILES)]


def test_files_come_in_their_order_whoever_reads_them(changes: list[Change]) -> None:
    found = list(reading.read_files(changes))
    assert [one.change for one in found] == changes
    assert refs(found) == EXPECTED


def test_what_an_ended_worker_leaves_is_read_all_the_same(
    changes: list[Change], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Worker] = []

    class Watched(Worker):
        def __init__(self, function: str) -> None:
            super().__init__(function)
            started.append(self)

    monkeypatch.setattr(reading, "Worker", Watched)
    files = reading.read_files(changes)
    found = [next(files)]
    os.kill(started[1].pid, signal.SIGKILL)
    assert refs([*found, *files]) == EXPECTED


def test_without_room_for_processes_this_one_reads(
    changes: list[Change], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(function: str) -> Worker:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(reading, "Worker", refuse)
    assert refs(list(reading.read_files(changes))) == EXPECTED


def test_an_ended_worker_says_so() -> None:
    with Worker(reading.READER) as worker:
        os.kill(worker.pid, signal.SIGKILL)
        for _ in range(2):
            worker.ask("x" * 100_000)
            with pytest.raises(WorkerGoneError):
                worker.answer()


def test_a_slow_worker_is_not_waited_for() -> None:
    with Worker("time:sleep") as worker:
        worker.ask(60)
        with pytest.raises(WorkerSlowError):
            worker.answer(0.1)


SCRIPT = """
import signal, sys, time
from pathlib import Path
from collab_tui.catalog.building import reading
from collab_tui.catalog.catalog import Catalog

signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests may run under nohup
print("began", flush=True)
reading.WORTH_WORKERS = 0
reading.os.cpu_count = lambda: 2
pids = []

class Known(reading.Worker):
    def __init__(self, function):
        super().__init__(function)
        pids.append(self.pid)

reading.Worker = Known
catalog = Catalog.open([Path(sys.argv[1])], None)
catalog.refresh(lambda _: {wait})
print(sum(catalog.counts().values()), flush=True)
"""


def started(folder: Path, wait: str) -> subprocess.Popen[str]:
    for number in range(FILES):
        text = f'[[person]]\nid = "p{number}"\nname = "P"\n'
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
    script = folder / "script.py"
    script.write_text(SCRIPT.format(wait=wait), encoding="utf-8")
    command = [sys.executable, str(script), str(folder)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def test_a_script_without_a_guard_is_run_once(tmp_path: Path) -> None:
    stdout, stderr = started(tmp_path, "None").communicate()
    assert (stdout, stderr) == (f"began\n{FILES}\n", "")


def is_alive(pid: int) -> bool:
    """Tell whether a process runs. One that has ended may wait for its parent to notice it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_workers_end_with_the_process_however_it_ends(tmp_path: Path, how: signal.Signals) -> None:
    # The report after every file stops the process for a while, with workers at work.
    process = started(tmp_path, "(print(*pids, flush=True), time.sleep(60))")
    assert process.stdout is not None
    assert process.stdout.readline() == "began\n"
    workers = [*map(int, process.stdout.readline().split())]
    assert len(workers) == 2
    process.send_signal(how)
    process.communicate()
    for _ in range(600):
        if not any(map(is_alive, workers)):
            break
        time.sleep(0.05)
    assert not [pid for pid in workers if is_alive(pid)]


def test_the_parts_of_a_large_file_are_read_as_it_was_when_it_was_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "WORTH_WORKERS", 0)
    monkeypatch.setattr(parts, "SIZE", 60)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    path = tmp_path / "all.toml"
    text = "".join(f'[[person]]\nid = "p{n:02}"\nname = "P"\n' for n in range(60))
    path.write_text(text, encoding="utf-8")
    change = Change(RegistryFile(str(path), 0), 0, len(text), "1")
    files = reading.read_files([change])
    found = [next(files)]
    path.write_text(text.replace("p", "q"), encoding="utf-8")
    found += files
    assert len(found) == 30
    assert refs(found) == [f"person/p{n:02}" for n in range(0, 60, 2)]
    assert [one.digest for one in found] == [*[None] * 29, digest_of(text.encode())]
