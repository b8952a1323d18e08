"""Files that are not plain files, and paths that cannot be looked at."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from collab_tui import files
from collab_tui.catalog.catalog import Catalog
from collab_tui.config import ConfigError, load_settings, save_query
from collab_tui.files import read_bytes
from collab_tui.records.kinds import Kind
from collab_tui.registry.files import find_files
from tests.conftest import TODAY, Registry

PERSON = '[[person]]\nid = "{0}"\nname = "{0}"\n'


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def the_log_of_the_system(path: Path) -> None:
    path.symlink_to("/proc/kmsg")


def without_an_end(path: Path) -> None:
    path.symlink_to("/proc/self/pagemap")


def a_folder(path: Path) -> None:
    path.mkdir()


def too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(files.MOST_OF_A_REGISTRY + 1)  # a hole, which uses no disk space


ODD = [a_pipe, a_device, the_log_of_the_system, without_an_end, a_folder, too_large]


@pytest.mark.parametrize("put", ODD)
def test_odd_files_are_problems_of_a_registry(
    put: Callable[[Path], None], registry: Registry, tmp_path: Path
) -> None:
    folder = registry(a=PERSON.format("a"))
    put(folder / "odd.toml")
    for layers in ([folder], [folder / "a.toml", folder / "odd.toml"]):
        catalog = Catalog.open(layers, None, TODAY)
        catalog.refresh()
        assert catalog.counts()[Kind.PERSON] == 1
        found = [problem for problem in catalog.problems.all() if problem.severity == "error"]
        if put is not a_folder:
            assert [problem.code for problem in found] == ["unreadable"]
        catalog.close()


@pytest.mark.parametrize("put", ODD)
def test_odd_files_are_mistakes_of_a_config_file(
    put: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    put(path)
    with pytest.raises(ConfigError, match=r"config\.toml"):
        load_settings(path)
    with pytest.raises(ConfigError, match=r"config\.toml"):
        save_query("name", "query", path)


def test_a_file_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for size in (0, 1, 65_535, 65_536, 65_537, 200_000):
        path.write_bytes(b"x" * size)
        assert read_bytes(path, 200_000) == b"x" * size
    with pytest.raises(OSError, match="Is larger than"):
        read_bytes(path, 199_999)


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "loop"])
def test_paths_that_cannot_be_looked_at_are_problems(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    found, problems = find_files([tmp_path / name])
    assert found == []
    assert [problem.code for problem in problems] in (["unreadable"], ["no-such-path"])


Fault = Callable[[str, OSError], None]


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Fault:
    """Every question about a path, or about what is below it, gets an error; None removes it."""
    faults: dict[str, OSError] = {}

    def met(path: Any) -> None:
        name = os.fspath(path) if not isinstance(path, int) else ""
        for place, error in faults.items():
            if name == place or name.startswith(f"{place}/"):
                raise OSError(error.errno, os.strerror(error.errno or 0), name)

    def guarded(call: Callable[..., Any]) -> Callable[..., Any]:
        def guard(path: Any, *arguments: Any, **named: Any) -> Any:
            met(path)
            return call(path, *arguments, **named)

        return guard

    for name in ("stat", "scandir", "open"):
        monkeypatch.setattr(os, name, guarded(getattr(os, name)))

    def put(path: str, error: OSError | None) -> None:
        faults.pop(path, None)
        if error is not None:
            faults[path] = error

    return put


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ESTALE, errno.ENAMETOOLONG])
@pytest.mark.parametrize("place", ["", "deep", "deep/b.toml"])
def test_what_cannot_be_looked_at_any_more_stays_as_it_was(
    code: int, place: str, registry: Registry, fault: Any
) -> None:
    folder = registry(a=PERSON.format("a"))
    registry("registry/deep", b=PERSON.format("b"))
    catalog = Catalog.open([folder], None, TODAY)
    catalog.refresh()
    assert catalog.counts()[Kind.PERSON] == 2
    path = str(folder / place) if place else str(folder)
    fault(path, OSError(code, ""))
    assert not catalog.is_fresh()
    catalog.refresh()
    assert catalog.counts()[Kind.PERSON] == 2
    (problem,) = [one for one in catalog.problems.all() if one.severity == "error"]
    assert (problem.code, problem.place.file) == ("unreadable", path)
    assert catalog.is_fresh()
    fault(path, None)
    (folder / "deep" / "b.toml").unlink()
    catalog.refresh()
    assert catalog.counts()[Kind.PERSON] == 1
    assert catalog.problems.counts()["error"] == 0
    catalog.close()


def test_a_working_folder_that_is_gone_is_a_path_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here").rmdir()
    _, (problem,) = find_files([Path("registry")])
    assert problem.code == "no-such-path"
