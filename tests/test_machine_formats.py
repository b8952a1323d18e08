"""What programs read is the same in every language, except what is there for people."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LANGUAGES = ("en", "id", "zh_CN")

REGISTRY = (
    (Path(__file__).parent / "every.toml").read_text("utf-8")
    + """
[[institution]]
id = "aceh"
name = { en = "Clinic of Aceh", id = "Klinik Aceh", zh-Hans = "亚齐诊所" }
country = "ID"
location = { lat = 5.5, lon = 95.3 }

[[agreement]]
id = "zebra"
name = { en = "A third one", id = "Yang ketiga", zh-Hans = "第三个" }
type = "mou"
dates = { signed = "2024-05", end = 2027 }
participants = [{ institution = "aceh", role = "lead" }, { institution = "nus", role = "host" }]
focus_areas = ["health"]
evidence = [{ source = "site" }]
"""
)

SAME = {
    "dump.jsonl": ["dump"],
    "dump-of.jsonl": ["dump", "kind:institution", "-n", "2"],
    "cite.bib": ["cite", "-f", "bibtex"],
    "cite.json": ["cite", "-f", "csl-json"],
    "compare.csv": ["view", "compare", "nuh", "nus", "-f", "csv"],
    "compare.json": ["view", "compare", "exchange", "zebra", "-f", "json"],
    "paths.csv": ["view", "paths", "nuh", "aceh", "-f", "csv"],
}
"""Commands whose output is the same byte for byte."""

ALIKE = {
    **{f"search.{form}": ["search", "", "-f", form] for form in ("csv", "json", "jsonl", "ids")},
    **{f"full.{form}": ["search", "", "--full", "-f", form] for form in ("csv", "json", "jsonl")},
    "parts.csv": ["search", "", "-k", "agreement", "--explode", "participants", "-f", "csv"],
    "show.json": ["show", "agreement/zebra", "institution/nuh", "-f", "json"],
    "facets.csv": ["facets", "type", "-f", "csv"],
    "facets.json": ["facets", "country", "-f", "json"],
    "check.json": ["check", "-f", "json"],
    "schema.json": ["schema"],
    "graph.json": ["graph", "-f", "json"],
    "graph.csv": ["graph", "-f", "csv"],
    "places.json": ["dump", "-f", "geojson"],
    **{f"{view}.csv": ["view", view, "-f", "csv"] for view in ("overview", "matrix", "map")},
    **{f"{view}.json": ["view", view, "-f", "json"] for view in ("overview", "timeline")},
    "folded.csv": ["view", "timeline", "--fold", "-f", "csv"],
    "partners.csv": ["view", "partners", "nus", "-f", "csv"],
}
"""Commands whose output differs in what is there for people, and in the order of names."""

FOR_PEOPLE = {
    *("name", "label", "source_label", "target_label", "row_label", "column_label"),
    *("title", "description", "message", "hint", "help"),
}
"""The last words of columns and keys whose values follow the language."""

CHILD = """
import json, sys
from pathlib import Path
from click.testing import CliRunner
from collab_tui.cli import cli
folder = Path(sys.argv[1])
for name, arguments in json.load(sys.stdin).items():
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or result.exit_code == 1, (name, result.output)
    (folder / name).write_bytes(result.stdout_bytes)
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By language, the folder with what every command writes."""
    folder = tmp_path_factory.mktemp("formats")
    (folder / "registry.toml").write_text(REGISTRY, "utf-8")
    found = {}
    for language in LANGUAGES:
        found[language] = into = folder / language
        into.mkdir()
        tables = {
            form: ["dump", "-f", form, "-o", str(into / f"tables.{form}")]
            for form in ("sqlite", "datapackage")
        }
        environment = os.environ | {
            "COLLAB_TUI_LANGUAGE": language,
            "COLLAB_TUI_CACHE": str(folder / "cache"),
            "COLLAB_TUI_DATA": str(folder / "registry.toml"),
        }
        subprocess.run(
            [sys.executable, "-c", CHILD, str(into)],
            input=json.dumps({**SAME, **ALIKE, **tables}),
            env=environment,
            text=True,
            check=True,
        )
    return found


def test_what_has_nothing_for_people_is_the_same_byte_for_byte(outputs: dict[str, Path]) -> None:
    for name in SAME:
        english, *others = ((outputs[language] / name).read_bytes() for language in LANGUAGES)
        assert english
        assert all(other == english for other in others), name


def is_for_people(key: str) -> bool:
    return key.rpartition(".")[2] in FOR_PEOPLE


def without_words(value: Any) -> Any:
    """Return JSON without what is there for people, and without the order of lists."""
    if isinstance(value, dict):
        return {
            key: "" if is_for_people(key) and not isinstance(one, dict) else without_words(one)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return sorted(map(without_words, value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


def of_table(text: str) -> Any:
    return without_words(list(csv.DictReader(io.StringIO(text))))


def kept(path: Path) -> Any:
    """Return what programs can rely on in a file."""
    text = path.read_text("utf-8")
    if path.suffix == ".csv":
        return of_table(text)
    if path.suffix == ".jsonl":
        return without_words([json.loads(line) for line in text.splitlines()])
    return without_words(json.loads(text)) if path.suffix == ".json" else sorted(text.splitlines())


def rows_of(path: Path) -> Any:
    """Return the tables of a database, without what is there for people."""
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'"
    tables = [row[0] for row in database.execute(sql)]
    found = {
        name: without_words([dict(row) for row in database.execute(f'SELECT * FROM "{name}"')])
        for name in tables
    }
    database.close()
    return found


def test_keys_codes_and_queries_are_the_same_in_every_language(outputs: dict[str, Path]) -> None:
    for name in ALIKE:
        english, *others = (kept(outputs[language] / name) for language in LANGUAGES)
        assert english
        assert all(other == english for other in others), name
    for name in sorted(path.name for path in (outputs["en"] / "tables.datapackage").iterdir()):
        english, *others = (
            kept(outputs[language] / "tables.datapackage" / name) for language in LANGUAGES
        )
        assert all(other == english for other in others), name
    english, *others = (rows_of(outputs[language] / "tables.sqlite") for language in LANGUAGES)
    assert english["record"]
    assert all(other == english for other in others)


def test_names_follow_the_language(outputs: dict[str, Path]) -> None:
    """So the test above has something to leave out."""
    texts = [(outputs[language] / "search.csv").read_text("utf-8") for language in LANGUAGES]
    for text, name in zip(texts, ("Clinic of Aceh", "Klinik Aceh", "亚齐诊所"), strict=True):
        assert f"institution/aceh,institution,aceh,{name}," in text
