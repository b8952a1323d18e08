"""A damaged catalog: an answer that makes no sense leads to a new one, never to a traceback."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from os import environ
from pathlib import Path

import pytest

from collab_tui.catalog import documents, ranking
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.keeping import AfterDamage
from collab_tui.catalog.storage.faults import (
    DamagedError,
    Fault,
    RebuiltError,
    fault_of,
    interrupted,
)
from collab_tui.catalog.storage.seal import BROKEN
from collab_tui.catalog.why import asked_words
from collab_tui.outgoing.documents import document_of
from collab_tui.query import QueryError, parse
from collab_tui.query.fields import FIELDS
from collab_tui.records.kinds import Kind
from collab_tui.render import results
from tests.conftest import SMALL, TODAY, Registry
from tests.tui.registries import institution

QUERIES = ("", "ruijin", "country:SG", "with:nuh signed:2024..", "stroke OR car-t")


def answers(catalog: Catalog) -> list[str]:
    """Ask everything that can be asked."""
    found = []
    for query in QUERIES:
        node = parse(query)
        numbers = [n for part in catalog.search(node).found.values() for n in part]
        found.append("".join(results.as_json(results.listed(catalog, numbers))))
        catalog.shown.explain(numbers, asked_words(node))
    # What was changed when is known only where the files are kept in git.
    asked = [field for name, field in FIELDS.items() if name != "changed"]
    found += [repr(catalog.facets(field, parse(""))) for field in asked]
    for every in catalog.everything(Kind).values():
        for n in every:
            found += [
                document_of(catalog, [n]),
                repr(catalog.shown.linked_to(n)),
                str(catalog.place(n)),
            ]
    found += [repr(catalog.focus_tree()), repr(catalog.counts()), str(catalog.about.title())]
    found += [*map(str, catalog.problems.all()), repr(catalog.problems.counts())]
    return found


@pytest.fixture(scope="module")
def expected() -> list[str]:
    with closing(Catalog.open([SMALL], None, TODAY)) as catalog:
        catalog.refresh()
        return answers(catalog)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A catalog of the small registry that nobody has open."""
    with closing(Catalog.open([SMALL], tmp_path / "cache", TODAY)) as catalog:
        catalog.refresh()
    (found,) = (tmp_path / "cache").glob("*.sqlite")
    return found


@pytest.fixture
def damaged(file: Path) -> Iterator[Callable[[], Catalog]]:
    opened = []

    def open_it() -> Catalog:
        opened.append(Catalog.open([SMALL], file.parent, TODAY))
        opened[-1].refresh()
        return opened[-1]

    yield open_it
    for catalog in opened:
        catalog.close()


def spoil(content: bytes, seed: int) -> bytes:
    """Damage a file: bytes here and there, a stretch, zeros, its end, a page, single bits."""
    chance, spoilt = random.Random(seed), bytearray(content)
    at = chance.randrange(len(spoilt))
    stretch = slice(at, at + chance.choice((16, 100, 1000, 4096)))
    match seed % 6:
        case 0:
            for _ in range(chance.choice((1, 10, 100))):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        case 1:
            spoilt[stretch] = chance.randbytes(len(spoilt[stretch]))
        case 2:
            spoilt[stretch] = bytes(len(spoilt[stretch]))
        case 3:
            del spoilt[at:]
        case 4:
            one, other = (4096 * chance.randrange(len(content) // 4096) for _ in range(2))
            spoilt[one : one + 4096] = content[other : other + 4096]
        case _:
            for _ in range(chance.choice((1, 10, 100))):
                spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


@pytest.mark.parametrize("seed", range(18))
def test_random_damage_leads_to_a_new_catalog(
    seed: int, file: Path, damaged: Callable[[], Catalog], expected: list[str]
) -> None:
    """A seal shows it before anything is asked."""
    content = file.read_bytes()
    file.write_bytes(spoilt := spoil(content, seed))
    catalog = damaged()
    assert answers(catalog) == expected
    assert ["it is built again" in notice for notice in catalog.notices] == [True] * (
        spoilt != content
    )


@pytest.mark.parametrize("seed", range(0, 18, 3))
def test_damage_that_no_seal_shows_gives_no_traceback(
    seed: int, file: Path, damaged: Callable[[], Catalog], expected: list[str]
) -> None:
    content = file.read_bytes()
    is_unsealed = content[:60] + BROKEN.to_bytes(4, "big") + content[64:]
    file.write_bytes(spoil(is_unsealed, seed))
    catalog = damaged()
    answers(catalog)
    if catalog.notices:
        assert answers(catalog) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE definition SET doc = replace(doc, 'name', 'nbme')",
        "UPDATE definition SET doc = 'x'",
        "UPDATE definition SET kept = '['",
        "DELETE FROM definition",
        "UPDATE record SET name = CAST(x'ff00fe' AS TEXT)",
        "UPDATE record SET name = x'07'",
        "UPDATE record SET status = 'brisk' WHERE status IS NOT NULL",
        "UPDATE record SET begins = 'soon'",
        "UPDATE link SET relation = 'likes'",
        "UPDATE listing SET numbers = x'00'",
        "UPDATE listing SET numbers = 'text'",
        "UPDATE entity SET kind = 'treaty' WHERE n = 1",
        "UPDATE problem SET place = 'here', code = 'x'",
        "UPDATE file SET info = '{' WHERE info IS NOT NULL",
        "DELETE FROM meta WHERE key = 'registry'",
        "DROP TABLE facet",
        "DROP TABLE meta",
        "DROP TABLE text",
    ],
)
def test_rows_that_nobody_wrote_lead_to_a_new_catalog(
    statement: str, file: Path, damaged: Callable[[], Catalog], expected: list[str]
) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {BROKEN}")  # what no seal shows
        connection.execute(statement)
        connection.commit()
    catalog = damaged()
    answers(catalog)
    (notice,) = catalog.notices
    assert "it is built again" in notice
    assert answers(catalog) == expected


def test_what_a_new_catalog_does_not_answer_either_is_not_its_fault(
    damaged: Callable[[], Catalog],
) -> None:
    catalog = damaged()
    (n,) = catalog.shown.rows([1])

    def nonsense(found: object) -> None:
        raise TypeError("a mistake of the program")

    for _ in range(2):
        with pytest.raises(TypeError):
            catalog.shown.read(n.n, nonsense)
        assert len(catalog.notices) == 1  # no more than one try


def test_numbers_that_were_had_before_are_not_asked_about_again(
    file: Path, damaged: Callable[[], Catalog]
) -> None:
    catalog = damaged()
    catalog.after_damage = AfterDamage.RAISE
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE definition SET doc = 'x'")
        connection.commit()
    with pytest.raises(RebuiltError):
        catalog.shown.dossier(1)
    assert catalog.shown.dossier(1) is not None


def test_what_the_listener_raises_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text('[[person]]\nid = "a"\nname = "A"\n')
    catalog = Catalog.open([tmp_path / "r.toml"], tmp_path / "cache")
    catalog.refresh()
    (file,) = (tmp_path / "cache").glob("*.sqlite")
    before = file.stat().st_ino
    (tmp_path / "r.toml").write_text('[[person]]\nid = "a"\nname = "Another"\n')

    def listen(_: object) -> None:
        raise KeyError("a mistake of the listener")

    with pytest.raises(KeyError, match="mistake of the listener"):
        catalog.refresh(listen)
    assert catalog.notices == []
    assert file.stat().st_ino == before
    assert [row.name for row in catalog.shown.rows([1])] == ["A"]


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (sqlite3.OperationalError("Could not decode to UTF-8 column 'name'"), Fault.DOUBTFUL),
        (sqlite3.DataError("string or blob too big"), Fault.DOUBTFUL),
        (sqlite3.ProgrammingError("Cannot operate on a closed database."), Fault.OTHER),
        (DamagedError("no"), Fault.DAMAGED),
        (RebuiltError("no"), Fault.OTHER),
        (interrupted(), Fault.INTERRUPTED),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), Fault.DOUBTFUL),
        (json.JSONDecodeError("no", "", 0), Fault.DOUBTFUL),
        (KeyError("name"), Fault.DOUBTFUL),
        (TypeError("None is not a text"), Fault.DOUBTFUL),
        (MemoryError(), Fault.OTHER),
        (RecursionError(), Fault.OTHER),
        (ImportError("no module"), Fault.OTHER),
        (NameError("a mistake of ours"), Fault.OTHER),
        (AssertionError("a mistake of ours"), Fault.OTHER),
        (PermissionError(13, "no"), Fault.OTHER),
        (QueryError("no", 0, 1), Fault.OTHER),
        (KeyboardInterrupt(), Fault.OTHER),
    ],
)
def test_what_an_error_says_of_the_catalog(error: BaseException, fault: Fault) -> None:
    assert fault_of(error) is fault


def test_a_document_is_what_was_written_or_an_error() -> None:
    kept = documents.keep('{"name": "Ä"}'.encode())
    assert documents.read(kept) == {"name": "Ä"}
    for spoilt in (kept.replace("name", "nane"), kept[1:], "", kept + " "):
        with pytest.raises(DamagedError):
            documents.read(spoilt)


@pytest.mark.parametrize(
    ("arguments", "table"),
    [
        (["search", "ruijin"], "text_data"),
        (["show", "ssmic"], "definition"),
        (["export", "-q", "with:nuh"], "link"),
        (["facets", "country"], "facet_by_value"),
        (["check"], "problem"),
    ],
)
def test_a_command_says_that_the_catalog_was_damaged_and_answers(
    arguments: list[str], table: str, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    environment = environ | {
        "COLLAB_TUI_CACHE": str(cache),
        "COLLAB_TUI_CONFIG": str(tmp_path / "none.toml"),
        "COLLAB_TUI_DATA": str(SMALL),
    }

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "collab_tui", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    before = run()
    (file,) = cache.glob("*.sqlite")
    with closing(sqlite3.connect(file)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (root,) = connection.execute(query, (table,)).fetchone()
    with file.open("r+b") as content:
        content.seek((root - 1) * size)
        content.write(b"\xff" * size)
    after = run()
    assert (after.stdout, after.returncode) == (before.stdout, before.returncode)
    assert after.stderr.count("was damaged") == 1
    assert "it is built again" in after.stderr
    assert run().stderr == before.stderr


def test_a_catalog_that_changes_during_a_question_is_not_taken_for_a_damaged_one(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "BROAD", 0)
    folder = registry(a="".join(institution(f"i{n}", f"Hospital {n}") for n in range(20)))
    with closing(Catalog.open([folder], tmp_path / "cache", TODAY)) as catalog:
        catalog.refresh()
        steps = []

        def read_again() -> None:
            steps.append(1)
            if len(steps) in (2, 3):  # once before and once after what matches is known
                name = f"new{len(steps)}"
                (folder / f"{name}.toml").write_text(institution(name, "Hospital"), "utf-8")
                with closing(catalog.clone()) as other:
                    other.refresh()

        before = catalog.generation
        found = catalog.search(parse("hospital"), check=read_again)
        assert found.counts[Kind.INSTITUTION] == 22
        assert catalog.generation == before
        assert not catalog.notices
