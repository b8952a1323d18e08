"""Hostile cells, forms and mistakes to fix."""

from __future__ import annotations

import csv
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import tomli
from click.testing import CliRunner

from collab_tui.catalog.catalog import Catalog
from collab_tui.cli import cli
from collab_tui.forms.form import Form
from collab_tui.forms.reading import read
from collab_tui.forms.shape import part_at
from collab_tui.forms.writing import Content, start, tried
from collab_tui.keeping.paths import PathError
from collab_tui.records.kinds import Kind, Ref
from collab_tui.registry.load import load_file
from collab_tui.registry.problems import Severity
from tests.conftest import TODAY
from tests.hostile import texts
from tests.hostile.formats import safe
from tests.hostile.part import Part

MAP = """kind = "agreement"
[columns]
"Title" = "name"
"Partner" = { to = "participants.institution", split = ";" }
"Country" = "participants.institution.country"
"Person" = { to = "participants.people.witness", split = "/" }
"Kind" = "type"
"Start" = "dates.start"
"Topic" = "focus_areas"
"Web" = "links"
"""


def run(*words: str | Path) -> int:
    """Run a command; nothing that a terminal obeys is said."""
    done = CliRunner().invoke(cli, [*map(str, words)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    safe(done.stdout, "\n\t")
    safe(done.stderr)
    return done.exit_code


def imported(chance: Random, folder: Path) -> int:
    """Bring in a table of hostile cells: no row is lost, and the file has no errors."""
    table, mapping, out = folder / "t.csv", folder / "map.toml", folder / "out.toml"
    columns = [*tomli.loads(MAP)["columns"], texts.words(chance).replace("\0", "")]
    rows = [
        [texts.hostile(chance).replace("\0", "")[:2_000] for _ in columns]
        for _ in range(chance.randrange(1, 6))
    ]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([columns, *rows])
    mapping.write_text(MAP, "utf-8")
    run("import", "table", table, "--suggest")
    run("import", "table", table, "--map", mapping, "-o", out, "--dry-run")
    assert not out.exists()
    if run("import", "table", table, "--map", mapping, "-o", out):
        assert not out.exists()
        return 1
    loaded = load_file("out.toml", out.read_bytes())
    assert [str(p) for p in loaded.problems if p.severity is Severity.ERROR] == []
    before = out.read_bytes()
    run("import", "table", table, "--map", mapping, "-o", out)
    assert out.read_bytes() == before, "a second time changes nothing"
    return 1


def formed(chance: Random, folder: Path) -> int:
    """Type hostile texts into every row of a form: what is written is what the form says."""
    data = folder / "every.toml"
    data.write_bytes(texts.EVERY.read_bytes())
    ref = chance.choice([Ref(Kind.INSTITUTION, "nuh"), Ref(Kind.AGREEMENT, "exchange")])
    with closing(Catalog.open([data], None, TODAY)) as catalog:
        catalog.refresh()
        form = Form(start(catalog, ref))
        count = 0
        for row in form.rows():
            part = part_at(form.kind, row.path) if row.path else None
            if part is None or not row.path or row.path == ("id",) or part.is_table:
                continue
            if not isinstance(form.value(row.path), str | int | float):
                continue
            with suppress(PathError):
                form.put(row.path, read(part, texts.hostile(chance), form.value(row.path)))
                count += 1
            form.rows()
        found = tried(catalog, Content.of(form))
        if not found.has_errors and found.draft is not None:
            found.draft.write()
            catalog.refresh()
            assert start(catalog, ref).table == form.table
        for mistake in found.mistakes:
            assert mistake.message
        while form.take_back():
            pass
        assert not form.is_changed
    return count


def fixed(chance: Random, folder: Path) -> int:
    """Fix what is certain: no new errors, and nothing to do the second time."""
    data = folder / "registry"
    data.mkdir()
    file = data / "a.toml"
    file.write_text(texts.document(texts.with_hostile_values(chance)), "utf-8")
    errors = _errors(file)
    run("check", "-d", data, "--fix")
    assert _errors(file) <= errors
    once = file.read_bytes()
    run("check", "-d", data, "--fix")
    assert file.read_bytes() == once, "a second time changes nothing"
    return 1


def _errors(file: Path) -> int:
    problems = load_file(str(file), file.read_bytes()).problems
    return sum(problem.severity is Severity.ERROR for problem in problems)


def round_(chance: Random, folder: Path) -> int:
    """Do one of the three."""
    return chance.choice((imported, formed, fixed))(chance, folder)


PART = Part(
    "imports",
    "hostile texts as the cells of an import, in every row of a form, and in records for"
    " `check --fix`",
    "no row is lost, what is written has no errors and is what was meant, and a second time"
    " changes nothing",
    round_,
    rounds=6,
)
