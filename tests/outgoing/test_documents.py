"""Files: how they are named, and that they are written completely or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import NoReturn

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.outgoing.documents import document_of, documents_of, file_names, linked_numbers
from collab_tui.outgoing.writing import ExportError, FileExistsAlreadyError, is_folder, write_file
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.apart import OwnTemplate, TemplateError


def failing(code: int) -> Callable[..., NoReturn]:
    """Return a system call that fails."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return fail


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_file_is_named_by_its_id() -> None:
    ref = Ref(Kind.AGREEMENT, "ssmic")
    assert file_names([ref]) == {ref: "ssmic.md"}


def test_clashing_ids_are_told_apart_by_kind() -> None:
    one, other = Ref(Kind.AGREEMENT, "genomics"), Ref(Kind.FOCUS_AREA, "genomics")
    third = Ref(Kind.PERSON, "lim")
    assert file_names([one, other, third]) == {
        one: "agreement-genomics.md",
        other: "focus-area-genomics.md",
        third: "lim.md",
    }


def test_documents_have_a_file_each(catalog: Catalog) -> None:
    numbers = [catalog.resolve(ref) for ref in ("ssmic", "focus-area/genomics")]
    documents = documents_of(catalog, numbers)
    assert list(documents) == ["ssmic.md", "genomics.md"]
    assert documents["ssmic.md"] == document_of(catalog, numbers[:1])


def test_one_document_about_several_names_them_and_the_query(catalog: Catalog) -> None:
    text = document_of(catalog, [catalog.resolve(ref) for ref in ("ssmic", "nuh")], "a query")
    assert 'query: "a query"' in text
    assert '  - "agreement/ssmic"\n  - "institution/nuh"\n' in text


def test_template_error_reaches_the_caller(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "t").write_text("{{")
    with OwnTemplate(tmp_path / "t") as own, pytest.raises(TemplateError):
        documents_of(catalog, [catalog.resolve("ssmic")], own)


def test_linked_records_begin_with_the_record_and_have_no_sources(catalog: Catalog) -> None:
    n = catalog.resolve("ssmic")
    numbers = linked_numbers(catalog, n)
    rows = catalog.shown.rows(numbers)
    assert numbers[0] == n
    assert len(set(numbers)) == len(numbers)
    assert Kind.SOURCE not in {row.kind for row in rows}
    assert {"nuh", "ruijin-hospital", "car-t"} <= {row.id for row in rows}
    kinds = [list(Kind).index(row.kind) for row in rows[1:]]
    assert kinds == sorted(kinds)


def test_links_of_no_record_are_none(catalog: Catalog) -> None:
    assert linked_numbers(catalog, 10**6) == []


@pytest.mark.parametrize(
    ("output", "folder"),
    [
        ("there", True),
        ("there.d", True),
        ("new", True),
        ("new/", True),
        ("new.d/", True),
        ("new.md", False),
        ("there/new.md", False),
        ("plain", False),
        ("plain/", True),
        ("x" * 300, False),
    ],
)
def test_output_is_a_folder_if_it_is_one_or_looks_like_one(
    tmp_path: Path, output: str, folder: bool
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there.d").mkdir()
    (tmp_path / "plain").touch()
    assert is_folder(tmp_path / output, output) is folder


def test_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.md"
    write_file(path, "Zeile\n瑞金\n")
    assert path.read_bytes() == "Zeile\n瑞金\n".encode()
    assert names_in(path.parent) == ["c.md"]


def test_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a.md", "a")
    finally:
        os.umask(before)
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640


def test_existing_file_is_refused_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    with pytest.raises(FileExistsAlreadyError, match=r"a\.md exists already"):
        write_file(path, "new")
    assert path.read_text() == "old"


def test_existing_file_is_replaced_when_asked_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o600)
    write_file(path, "new", replace=True)
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("call", "code"), [("fsync", errno.ENOSPC), ("replace", errno.EACCES), ("chmod", errno.EPERM)]
)
def test_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    monkeypatch.setattr(os, call, failing(code))
    with pytest.raises(ExportError) as caught:
        write_file(path, "new", replace=True)
    assert str(caught.value) == f"{path} cannot be written: {os.strerror(code)}"
    assert path.read_text() == "old"
    assert names_in(tmp_path) == ["a.md"]


def test_full_disk_leaves_no_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    with pytest.raises(ExportError, match="No space left on device"):
        write_file(tmp_path / "a.md", "new")
    assert names_in(tmp_path) == []


def test_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.md", "new")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("below", ["a.md", "sub/a.md"])
def test_folder_that_is_a_file_is_one_clear_line(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("old")
    path = tmp_path / "file" / below
    with pytest.raises(ExportError) as caught:
        write_file(path, "new")
    assert str(caught.value).startswith(f"{path} cannot be written: ")
    assert "not a" in str(caught.value).lower()
    assert "\n" not in str(caught.value)
    assert (tmp_path / "file").read_text() == "old"


def test_folder_in_the_place_of_the_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(ExportError):
        write_file(tmp_path / "a.md", "new", replace=True)
    assert names_in(tmp_path) == ["a.md"]


def test_name_that_is_too_long_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="File name too long"):
        write_file(tmp_path / f"{'x' * 300}.md", "new")


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "deep" / "target.md", tmp_path / "link.md"
    target.parent.mkdir()
    target.write_text("old")
    link.symlink_to(target)
    with pytest.raises(FileExistsAlreadyError):
        write_file(link, "new")
    write_file(link, "new", replace=True)
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_links_in_a_circle_are_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    with pytest.raises(ExportError, match=r"a\.md cannot be written: "):
        write_file(tmp_path / "a.md", "new", replace=True)
    assert (tmp_path / "a.md").is_symlink()


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_file(pipe, ["new", "er"])
    reader.join()
    assert read == ["newer"]
    assert pipe.is_fifo()


def test_a_device_is_written_to_and_stays() -> None:
    write_file(Path("/dev/null"), "new", replace=True)
    assert Path("/dev/null").is_char_device()


def test_dev_stdout_is_written_to(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from collab_tui.outgoing.writing import write_file;"
        "write_file(Path('/dev/stdout'), 'new')"
    )
    out = tmp_path / "out"
    with out.open("w") as file:
        subprocess.run([sys.executable, "-c", code], stdout=file, check=True)
    assert out.read_text() == "new"
