"""The Python interface, and the example of its documentation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import collab_tui
from collab_tui.places import builtin_registry
from collab_tui.query import QueryError

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))


def test_the_example_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(compile(code, "docs/python.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("Singapore-Shanghai Medical Innovation Centre")
    assert "'nuh'" in printed[1]


def test_records_are_those_of_the_files() -> None:
    with collab_tui.open(builtin_registry()) as registry:
        nuh = registry.get("nuh")
        assert (nuh.ref, nuh.kind, nuh.id) == ("institution/nuh", "institution", "nuh")
        assert nuh.document["country"] == "SG"
        assert nuh.values("identifiers.ror") == [nuh.document["identifiers"]["ror"]]
        with pytest.raises(KeyError):
            nuh.values("dates.signed")
        found = list(registry.search("kind:agreement with:nuh"))
        assert found
        assert all(record.kind == "agreement" for record in found)
        tables = registry.to_records("with:nuh", "agreement")
        assert [table["ref"] for table in tables] == [record.ref for record in found]


def test_without_a_path_it_is_the_registry_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    with collab_tui.open() as registry, collab_tui.open(builtin_registry()) as builtin:
        assert registry.to_records() == builtin.to_records()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="does not exist"):
        collab_tui.open(tmp_path / "nowhere")
    with collab_tui.open(builtin_registry()) as registry:
        with pytest.raises(KeyError, match="nuhh"):
            registry.get("nuhh")
        with pytest.raises(QueryError):
            list(registry.search("country:"))


def test_changes_on_disk_are_read_when_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "r.toml"
    file.write_text('[[person]]\nid = "a"\nname = "A"\n', "utf-8")
    with collab_tui.open(file) as registry:
        assert [record.name for record in registry.search()] == ["A"]
        file.write_text('[[person]]\nid = "a"\nname = "Another"\n', "utf-8")
        registry.refresh()
        assert [record.name for record in registry.search()] == ["Another"]


def test_importing_the_package_loads_next_to_nothing() -> None:
    code = "import sys, collab_tui; print(sorted(m for m in sys.modules if 'collab' in m))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout
    assert "collab_tui.catalog" not in loaded
