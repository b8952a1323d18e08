"""The same search with other tools that people use, if they are installed.

Whole processes are measured. Data that a peer needs in another form is made before and not counted:
CSV for VisiData, a line for each record for fzf, a database with a full-text index for sqlite-utils
and datasette, an index of tantivy's own, and coBib's own database; ripgrep reads the registry
itself. fzf ranks names by letters, not words: it is what people are used to while they type.
tantivy is the limit for ranked search. Peers are looked for on the path and beside the interpreter.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from benchmarks.children.tantivy_search import write_index
from benchmarks.subjects import CHILDREN, Subject, command, environment
from benchmarks.table import Line, Pairs, tell

WORD = "oncology"
INSTITUTION = "institution-7"
PATIENCE = 60.0
"""Seconds after which nobody waits for a peer's answer any longer."""

FIRST = "20"
"""The number of hits on the first page."""

_OURS = {
    "first hits of a word": ["search", WORD, "-n", FIRST],
    "search for a word": ["search", WORD, "--format", "ids"],
    "agreements with an institution": [
        *("search", f"kind:agreement with:{INSTITUTION}", "--format", "ids"),
    ],
}
"""What is asked, and our arguments for it."""


class _Question(NamedTuple):
    """The arguments for a peer, and what it reads, if it reads anything."""

    arguments: Sequence[str]
    stdin: Path | None = None


_TABLES = """
CREATE TABLE records (id TEXT, kind TEXT, name TEXT, doc TEXT);
CREATE VIRTUAL TABLE records_fts USING fts5(name, doc, content="records");
"""
_STRUCTURED = f"""
SELECT records.id, records.name FROM records, json_each(records.doc, '$.participants') AS part
WHERE records.kind = 'agreement' AND part.value ->> 'institution' = '{INSTITUTION}'
"""  # noqa: S608 - a constant
_COBIB = """
from cobib.config import config
config.database.file = "{folder}/cobib.yaml"
config.database.git = False
config.logging.cache = "{folder}/cobib-cache"
config.logging.logfile = "{folder}/cobib.log"
config.logging.version = None
"""


def peers(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Ask for a word, and for the agreements of an institution."""
    missing: dict[str, None] = {}
    for subject in subjects:
        subject.warm()
        folder = subject.folder / "peers"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _write_data(subject, folder)
        for peer, questions in _questions(subject, folder).items():
            found = _find(peer)
            if found is None:
                missing[peer] = None
                continue
            for question, asked in questions.items():
                what = f"{question} : {peer}"
                tell(f"peers: {subject.name}, {what}")
                theirs = asked._replace(arguments=[*found, *asked.arguments])
                yield _compare(what, subject, theirs, _OURS[question], runs)
        shutil.rmtree(folder)
    if missing:
        yield Line(f"left out, not installed: {', '.join(missing)}", "", "", "")


def _questions(subject: Subject, folder: Path) -> dict[str, dict[str, _Question]]:
    """Return how each peer is asked each question."""
    first, word, structured = _OURS
    database, csv_file = str(folder / "data.db"), folder / "records.csv"

    def play(text: str, column: str) -> list[str]:
        steps = folder / f"{column}.vdj"
        commands = [
            {"sheet": "records", "col": column, "longname": "select-col-regex", "input": text},
            {"sheet": "records", "col": "", "longname": "dup-selected", "input": ""},
        ]
        steps.write_text("\n".join(json.dumps({**one, "row": ""}) for one in commands))
        return ["-b", str(csv_file), "-p", str(steps), "-o", str(folder / "out.csv")]

    return {
        "rg": {
            word: _Question(["-i", WORD, str(subject.registry)]),
            structured: _Question(["-F", f'institution = "{INSTITUTION}"', str(subject.registry)]),
        },
        "fzf": {word: _Question(["--filter", WORD], folder / "names.txt")},
        "vd": {
            word: _Question(play(WORD, "name")),
            structured: _Question(play(f"\\b{INSTITUTION}\\b", "participants")),
        },
        "sqlite-utils": {
            first: _Question(["search", database, "records", WORD, "--limit", FIRST]),
            word: _Question(["search", database, "records", WORD]),
            structured: _Question(["query", database, _STRUCTURED]),
        },
        "tantivy": {
            first: _Question([str(folder / "tantivy"), WORD, FIRST]),
            word: _Question([str(folder / "tantivy"), WORD, str(subject.records)]),
        },
        "datasette": {
            word: _Question([database, "--get", f"/data/records.json?_search={WORD}&_size=max"]),
            structured: _Question(
                [database, "--get", "/data.json?" + urlencode({"sql": _STRUCTURED})]
            ),
        },
        "cobib": {word: _Question(["-c", str(folder / "cobib.py"), "search", "-i", WORD])},
    }


def _find(name: str) -> list[str] | None:
    """Return the command of a peer; None if it is not installed."""
    if name == "tantivy":  # a library
        script = str(CHILDREN / "tantivy_search.py")
        return [sys.executable, script] if find_spec(name) is not None else None
    beside = str(Path(command(name)).parent)
    found = shutil.which(name, path=os.pathsep.join((os.environ["PATH"], beside)))
    return [found] if found is not None else None


def _compare(
    what: str, subject: Subject, theirs: _Question, arguments: Sequence[str], runs: int
) -> Line:
    ours = _Question([command("collab-tui"), *arguments, "-d", str(subject.registry)])
    pairs = Pairs()
    try:
        for run in range(runs + 1):
            took = _seconds(theirs, environment())
            if run:  # the first run warms up
                pairs.add(took, _seconds(ours, subject.environment()))
    except subprocess.TimeoutExpired:
        return Line(what, subject.name, f"> {PATIENCE:.0f} s", "")
    except subprocess.CalledProcessError as error:
        note = (error.stderr.strip().splitlines() or [""])[-1]
        return Line(what, subject.name, "failed", "", note=note[:80])
    return pairs.line(what, subject.name)


def _seconds(question: _Question, environment: dict[str, str]) -> float:
    began = time.perf_counter()
    with (question.stdin or Path(os.devnull)).open("rb") as stdin:
        subprocess.run(
            question.arguments,
            check=True,
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            timeout=PATIENCE,
        )
    return time.perf_counter() - began


def _write_data(subject: Subject, folder: Path) -> None:
    rows = list(_records(subject.registry))
    with (folder / "records.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "kind", "name", "participants"])
        for kind, name, record in rows:
            members = " ".join(one["institution"] for one in record.get("participants", ()))
            writer.writerow([record["id"], kind, name, members])
    names = "".join(f"{name}\t{record['id']}\n" for _, name, record in rows)
    (folder / "names.txt").write_text(names, encoding="utf-8")
    if find_spec("tantivy") is not None:
        index = [(record["id"], name, json.dumps(record, default=str)) for _, name, record in rows]
        write_index(folder / "tantivy", index)
    database = sqlite3.connect(folder / "data.db")
    database.executescript(_TABLES)
    database.executemany(
        "INSERT INTO records VALUES (?, ?, ?, ?)",
        (
            (record["id"], kind, name, json.dumps(record, ensure_ascii=False, default=str))
            for kind, name, record in rows
        ),
    )
    database.execute("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")
    database.commit()
    database.close()
    with (folder / "cobib.yaml").open("w", encoding="utf-8") as file:
        for _, name, record in rows:
            fields = {"ENTRYTYPE": "misc", "title": name, "year": 2020}
            entry = "".join(f"  {key}: {json.dumps(value)}\n" for key, value in fields.items())
            file.write(f"---\n{record['id']}:\n{entry}...\n")
    (folder / "cobib.py").write_text(_COBIB.format(folder=folder), encoding="utf-8")


def _records(registry: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    import tomli

    for path in sorted(registry.rglob("*.toml")):
        for kind, tables in tomli.loads(path.read_text(encoding="utf-8")).items():
            for record in tables if isinstance(tables, list) else ():
                name = record["name"]
                yield kind, name if isinstance(name, str) else next(iter(name.values())), record
