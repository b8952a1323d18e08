from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.records.kinds import Kind
from collab_tui.registry.files import find_files
from tests.conftest import Registry

PERSON = '[[person]]\nid = "{0}"\nname = "{0}"\nevidence = [{{ source = "s" }}]\n'
SOURCE = '[[source]]\nid = "s"\nname = "S"\ntype = "news"\n'


def names(layers: list[Path], root: Path) -> list[tuple[str, int]]:
    return [(os.path.relpath(f.path, root), f.layer) for f in find_files(layers)[0]]


def test_files_are_found_at_any_depth_in_a_stable_order(registry: Registry) -> None:
    root = registry(b="", a="")
    registry("registry/z", c="")
    registry("registry/y", d="")
    (root / "notes.txt").write_text("x")
    (root / "a.toml.bak").write_text("x")
    assert names([root], root) == [("a.toml", 0), ("b.toml", 0), ("y/d.toml", 0), ("z/c.toml", 0)]


def test_hidden_files_and_folders_are_passed_over(registry: Registry) -> None:
    root = registry(a="")
    (root / ".hidden.toml").write_text("x")
    (root / ".git").mkdir()
    (root / ".git" / "b.toml").write_text("x")
    assert names([root], root) == [("a.toml", 0)]


def test_a_folder_may_be_called_like_a_file(registry: Registry) -> None:
    root = registry(a="")
    registry("registry/x.toml", b="")
    assert names([root], root) == [("a.toml", 0), ("x.toml/b.toml", 0)]


def test_a_single_file_is_a_registry_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "records.txt"
    file.write_text(PERSON.format("a"))
    assert names([file], tmp_path) == [("records.txt", 0)]


def test_a_file_named_twice_counts_in_the_last_layer(registry: Registry) -> None:
    root = registry(a="", b="")
    assert names([root, root / "a.toml"], root) == [("b.toml", 0), ("a.toml", 1)]
    assert names([root, root], root) == [("a.toml", 1), ("b.toml", 1)]


def test_a_missing_folder_is_a_problem(tmp_path: Path, registry: Registry) -> None:
    missing = tmp_path / "nope"
    files, (problem,) = find_files([missing, registry(a="")])
    assert len(files) == 1
    assert (problem.code, str(problem.place)) == ("no-such-path", str(missing))
    assert problem.hint == "name a folder or a file"


def test_an_empty_folder_is_a_problem(registry: Registry) -> None:
    root = registry()
    files, (problem,) = find_files([root])
    assert files == []
    assert (problem.code, str(problem.place)) == ("empty-folder", str(root))
    assert problem.hint


def test_a_folder_that_cannot_be_read_is_a_problem(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = registry(a="")
    locked = registry("registry/locked", b="")
    scandir = os.scandir

    def refuse(path: Any) -> Iterator[os.DirEntry[str]]:
        if os.fspath(path) == str(locked):
            raise PermissionError(13, "Permission denied", str(locked))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files, (problem,) = find_files([root])
    assert [file.path for file in files] == [str(root / "a.toml")]
    assert (problem.code, str(problem.place)) == ("unreadable", str(locked))


def test_relative_layers_become_absolute(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = registry(a="")
    monkeypatch.chdir(root.parent)
    (file,), _ = find_files([Path("registry")])
    assert file.path == str(root / "a.toml")


def test_a_file_that_cannot_be_read_leaves_the_others(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    root = registry(a=PERSON.format("a") + SOURCE)
    (root / "b.toml").symlink_to(root / "nowhere")
    catalog = opened(root)
    (problem,) = catalog.problems.all()
    assert (problem.code, str(problem.place)) == ("unreadable", str(root / "b.toml"))
    assert catalog.counts()[Kind.PERSON] == 1
    assert catalog.problems.counts() == {"error": 1, "warning": 0}


def test_the_problems_of_finding_files_come_and_go(
    registry: Registry, opened: Callable[..., Catalog], tmp_path: Path
) -> None:
    late = tmp_path / "late"
    catalog = opened(registry(a=PERSON.format("a") + SOURCE), late)
    assert [p.code for p in catalog.problems.all()] == ["no-such-path"]
    late.mkdir()
    catalog.refresh()
    assert [p.code for p in catalog.problems.all()] == ["empty-folder"]
    (late / "b.toml").write_text(PERSON.format("b"))
    catalog.refresh()
    assert catalog.problems.all() == []
    assert catalog.counts()[Kind.PERSON] == 2
