"""What a new field needs: its place in the model, and its declaration. Everything else follows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PATCH = """
from dataclasses import replace
from collab_tui.records import declared, models
from collab_tui.records.field import Asked, Field, Sort, Takes, Searched
from collab_tui.records.kinds import Kind

BUDGET = Asked("budget", Takes.NUMBERS, "what it is worth", "budget:>=1000000", is_through=True)
known = declared.DECLARED[Kind.AGREEMENT]
declared.DECLARED[Kind.AGREEMENT] = replace(known, fields=(*known.fields, Field(
    "budget", Sort.NUMBER, "What the agreement is worth.", "Budget", asked=(BUDGET,),
    words=Searched.REST, is_fact=True, is_line=True, is_order=True, is_column=True,
)))

class Agreement(models.Agreement, total=False):
    budget: int | float

models.MODELS[Kind.AGREEMENT] = Agreement
"""

RUN = """
import sys
from collab_tui.__main__ import main
main()
"""

REGISTRY = """
[[institution]]
id = "nuh"
name = "NUH"

[[institution]]
id = "poor"
name = "Poor"

[[agreement]]
id = "small"
name = "Small"
type = "mou"
budget = 20000
participants = [{ institution = "poor" }]

[[agreement]]
id = "large"
name = "Large"
type = "mou"
budget = 2500000
participants = [{ institution = "nuh" }]

[[agreement]]
id = "unknown"
name = "A"
type = "mou"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("budget")
    (folder / "registry").mkdir()
    (folder / "registry" / "all.toml").write_text(REGISTRY, encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str) -> str:
    environment = os.environ | {
        "COLLAB_TUI_CACHE": str(folder / "cache"),
        "COLLAB_TUI_CONFIG": str(folder / "none.toml"),
        "COLLAB_TUI_DATA": str(folder / "registry"),
    }
    done = subprocess.run(
        [sys.executable, "-c", PATCH + RUN, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("budget:>=1000000", ["agreement/large", "institution/nuh"]),
        ("budget:<1000000", ["agreement/small", "institution/poor"]),
        ("budget:20000", ["agreement/small", "institution/poor"]),
        ("budget:>20000", ["agreement/large", "institution/nuh"]),
        ("budget:20000..2500000 kind:agreement", ["agreement/large", "agreement/small"]),
        ("2500000", ["agreement/large"]),
    ],
)
def test_it_is_asked_for(folder: Path, query: str, found: list[str]) -> None:
    assert sorted(run(folder, "search", query, "--format", "ids").split()) == found


def test_it_is_counted_sorted_shown_and_exported(folder: Path) -> None:
    assert run(folder, "facets", "budget", "--format", "csv").splitlines()[1:] == [
        '20000,"20,000",1',
        '2500000,"2,500,000",1',
    ]
    ids = run(folder, "search", "kind:agreement", "--sort", "budget", "--format", "ids")
    assert ids.split() == ["agreement/large", "agreement/small", "agreement/unknown"]
    assert "2,500,000" in run(folder, "show", "large")
    assert "| Budget | 2,500,000 (unsourced) |" in run(
        folder, "show", "large", "--format", "markdown"
    )
    rows = json.loads(run(folder, "search", "id:large", "--format", "json"))
    assert rows[0]["budget"] == "2500000"
    schema = json.loads(run(folder, "schema"))
    value = schema["$defs"]["Agreement"]["properties"]["budget"]
    assert value["description"] == "What the agreement is worth."
    assert "budget:>=1000000" in run(folder, "search", "--help")


def test_a_mistake_in_it_is_shown(folder: Path) -> None:
    environment = os.environ | {"COLLAB_TUI_DATA": str(folder / "registry")}
    done = subprocess.run(
        [sys.executable, "-c", PATCH + RUN, "search", "budget:much"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "'much' is not a number" in done.stderr
    assert "budget:>=1000000" in done.stderr
