"""A catalog follows its files: what changed is read again, and nothing else."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from collab_tui.catalog.building import searched
from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
from collab_tui.records.kinds import Kind, Ref
from collab_tui.registry import load, parts
from tests.conftest import TODAY, Registry

Open = Callable[..., Catalog]
_times = count(1)

SOURCE = '[[source]]\nid = "s"\nname = "S"\ntype = "news"\n'


def write(file: Path, text: str) -> None:
    """Write a file with its own time: a clock may not move between two writes."""
    file.write_text(text, "utf-8")
    touch(file)


def touch(file: Path) -> None:
    now = 1_700_000_000_000_000_000 + next(_times) * 1_000_000
    os.utime(file, ns=(now, now))


def institution(record_id: str, name: str | None = None, rest: str = "") -> str:
    return (
        f'[[institution]]\nid = "{record_id}"\nname = "{name or record_id}"\n'
        f'evidence = [{{ source = "s" }}]\n{rest}\n'
    )


def agreement(record_id: str, *participants: str, rest: str = "") -> str:
    parts = ", ".join(f'{{ institution = "{p}" }}' for p in participants)
    return (
        f'[[agreement]]\nid = "{record_id}"\nname = "{record_id}"\ntype = "mou"\n'
        f'participants = [{parts}]\nevidence = [{{ source = "s" }}]\n{rest}\n'
    )


def find(catalog: Catalog, query: str) -> list[str]:
    found = catalog.search(parse(query)).found
    return sorted(str(row.ref) for kind in Kind for row in catalog.shown.rows(found[kind]))


def codes(catalog: Catalog) -> list[str]:
    return [problem.code for problem in catalog.problems.all()]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were parsed, in order. Clear it between steps."""
    names: list[str] = []
    load_file = load.load_file

    def spy(file: str, content: bytes, *more: Any) -> load.Loaded:
        names.append(Path(file).name)
        return load_file(file, content, *more)

    monkeypatch.setattr(load, "load_file", spy)
    return names


def test_only_a_changed_file_is_read_again(
    registry: Registry, opened: Open, read: list[str]
) -> None:
    folder = registry(a=institution("a"), b=institution("b"), c=SOURCE)
    catalog = opened(folder)
    assert sorted(read) == ["a.toml", "b.toml", "c.toml"]
    read.clear()
    catalog.refresh()
    assert read == []
    write(folder / "b.toml", institution("b", "New name"))
    assert not catalog.is_fresh()
    catalog.refresh()
    assert read == ["b.toml"]
    assert catalog.is_fresh()
    assert find(catalog, '"new name"') == ["institution/b"]


def test_a_file_that_was_only_touched_is_not_read_again(
    registry: Registry, opened: Open, read: list[str]
) -> None:
    folder = registry(a=institution("a"), c=SOURCE)
    catalog = opened(folder)
    read.clear()
    touch(folder / "a.toml")
    catalog.refresh()
    assert read == []
    assert catalog.is_fresh()


def test_a_file_replaced_by_one_of_the_same_size_and_time_is_read_again(
    registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder = registry(a=institution("a", "Old"), c=SOURCE)
    file, status = folder / "a.toml", (folder / "a.toml").stat()
    times = (status.st_atime_ns, status.st_mtime_ns)
    catalog = opened(folder)
    other = tmp_path / "other"
    other.write_text(institution("a", "New"), "utf-8")
    os.utime(other, ns=times)
    other.replace(file)
    assert not catalog.is_fresh()
    catalog.refresh()
    assert find(catalog, "kind:institution new") == ["institution/a"]
    file.write_text(institution("a", "Two"), "utf-8")
    os.utime(file, ns=times)
    catalog.refresh()
    assert find(catalog, "kind:institution two") == ["institution/a"]


def test_a_new_file_is_read_alone_wherever_it_comes_in_the_order(
    registry: Registry, opened: Open, read: list[str]
) -> None:
    folder = registry(b=institution("b"), c=SOURCE)
    catalog = opened(folder)
    read.clear()
    write(folder / "a.toml", institution("a"))
    catalog.refresh()
    assert read == ["a.toml"]
    assert find(catalog, "kind:institution") == ["institution/a", "institution/b"]


def test_what_was_in_a_removed_file_is_gone(
    registry: Registry, opened: Open, read: list[str]
) -> None:
    folder = registry(a=institution("a"), b=institution("b"), c=SOURCE)
    catalog = opened(folder)
    read.clear()
    (folder / "a.toml").unlink()
    catalog.refresh()
    assert read == []
    assert find(catalog, "kind:institution") == ["institution/b"]
    assert catalog.number(Ref(Kind.INSTITUTION, "a")) is None


def test_an_up_to_date_catalog_on_disk_is_opened_without_reading(
    registry: Registry, opened: Open, read: list[str], tmp_path: Path
) -> None:
    folder = registry(a=institution("a"), c=SOURCE)
    opened(folder, cache=tmp_path / "cache")
    read.clear()
    again = opened(folder, cache=tmp_path / "cache")
    assert read == []
    assert find(again, "kind:institution") == ["institution/a"]


def test_an_edit_while_the_catalog_was_closed_is_seen(
    registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder = registry(a=institution("a"), c=SOURCE)
    opened(folder, cache=tmp_path / "cache").close()
    write(folder / "a.toml", institution("b"))
    again = opened(folder, cache=tmp_path / "cache")
    assert find(again, "kind:institution") == ["institution/b"]


def test_two_explorers_see_what_either_reads(
    registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder = registry(a=institution("a"), c=SOURCE)
    one = opened(folder, cache=tmp_path / "cache")
    other = opened(folder, cache=tmp_path / "cache")
    write(folder / "a.toml", institution("b"))
    one.refresh()
    assert find(other, "kind:institution") == ["institution/b"]


def test_a_clone_sees_the_same(registry: Registry, opened: Open) -> None:
    catalog = opened(registry(a=institution("a"), c=SOURCE))
    clone = catalog.clone()
    assert find(clone, "kind:institution") == ["institution/a"]
    assert clone.today == TODAY
    clone.close()


# Duplicates and layers.


def name_of(catalog: Catalog, text: str) -> str:
    return catalog.shown.rows([catalog.resolve(text)])[0].name


def test_of_two_definitions_the_first_counts_until_it_goes(
    registry: Registry, opened: Open
) -> None:
    folder = registry(b=institution("x", "From b"), c=institution("x", "From c"), s=SOURCE)
    catalog = opened(folder)
    assert name_of(catalog, "x") == "From b"
    write(folder / "a.toml", institution("x", "From a"))
    catalog.refresh()
    assert name_of(catalog, "x") == "From a"
    assert codes(catalog) == ["duplicate-id"] * 3
    (folder / "a.toml").unlink()
    (folder / "b.toml").unlink()
    catalog.refresh()
    assert name_of(catalog, "x") == "From c"
    assert find(catalog, '"from c"') == ["institution/x"]
    assert find(catalog, "from") == ["institution/x"]
    assert codes(catalog) == []


def test_a_higher_layer_replaces_a_record_and_gives_it_back(
    registry: Registry, opened: Open
) -> None:
    low = registry(a=institution("x", "Low", 'tags = ["low"]') + institution("y"), s=SOURCE)
    high = registry("high", a=institution("x", "High"), b=institution("z"))
    catalog = opened(low, high)
    assert name_of(catalog, "x") == "High"
    assert codes(catalog) == []
    assert find(catalog, "kind:institution") == ["institution/x", "institution/y", "institution/z"]
    assert find(catalog, "low") == []
    (high / "a.toml").unlink()
    catalog.refresh()
    assert name_of(catalog, "x") == "Low"
    assert find(catalog, "tag:low") == ["institution/x"]


def test_a_record_given_back_is_whole(registry: Registry, opened: Open) -> None:
    full = agreement(
        "x",
        "a",
        rest='dates = { signed = "2024-10~", end = 2025-01-01 }\nfocus_areas = ["f"]\n'
        'related = [{ agreement = "y", type = "follows" }]\nundisclosed = ["money"]\n'
        "[agreement.extra]\nnested = { day = 2024-01-01, list = [1, 2.5] }\n",
    )
    person = (
        '[[person]]\nid = "p"\nname = "P"\nevidence = [{ source = "s" }]\n'
        'affiliations = [{ institution = "a", from = "2020?" }]\n'
    )
    others = institution("a", rest='facts = [{ label = "beds", value = 5 }]') + agreement("y")
    others += '[[focus_area]]\nid = "f"\nname = "F"\n' + SOURCE
    low = registry(a=full + person, b=others)
    high = registry("high", a=agreement("x") + institution("a") + person.replace('"P"', '"Q"'))
    catalog = opened(low, high)
    assert find(catalog, "signed:2024") == []
    (high / "a.toml").unlink()
    catalog.refresh()
    for query in ("signed:2024-10-31", "focus:f", "is:undisclosed", "with:a"):
        assert "agreement/x" in find(catalog, query)
    dossier = catalog.shown.dossier(catalog.resolve("agreement/x"))
    assert dossier is not None
    assert dossier.document["extra"] == {"nested": {"day": "2024-01-01", "list": [1, 2.5]}}
    affiliation = catalog.shown.dossier(catalog.resolve("person/p"))
    assert affiliation is not None
    assert affiliation.document["affiliations"] == [{"institution": "a", "from": "2020?"}]


def test_the_title_is_that_of_the_highest_layer_that_has_one(
    registry: Registry, opened: Open
) -> None:
    low = registry(a='[registry]\ntitle = "Low"\n', b=institution("a"), c=SOURCE)
    high = registry("high", a=institution("b"))
    catalog = opened(low, high)
    assert catalog.about.title() == "Low"
    write(high / "a.toml", '[registry]\ntitle = "High"\n')
    catalog.refresh()
    assert catalog.about.title() == "High"


# What other records say about a changed one


def test_a_renamed_institution_is_found_through_its_agreements(
    registry: Registry, opened: Open, read: list[str]
) -> None:
    folder = registry(a=institution("a", "Oldham"), b=agreement("x", "a"), c=SOURCE)
    catalog = opened(folder)
    assert find(catalog, "oldham") == ["agreement/x", "institution/a"]
    read.clear()
    write(folder / "a.toml", institution("a", "Newton"))
    catalog.refresh()
    assert read == ["a.toml"]
    assert find(catalog, "oldham") == []
    assert find(catalog, "newton") == ["agreement/x", "institution/a"]


def test_the_name_of_what_is_gone_is_found_no_more(registry: Registry, opened: Open) -> None:
    folder = registry(
        a="".join(institution(f"a{n}", f"Vanishing {n}") for n in range(5)),
        b=agreement("x", "a0", "a1"),
        c=SOURCE,
    )
    catalog = opened(folder)
    assert "agreement/x" in find(catalog, "vanishing")
    (folder / "a.toml").unlink()
    catalog.refresh()
    assert find(catalog, "vanishing") == []


def test_a_dangling_reference_appears_and_vanishes(registry: Registry, opened: Open) -> None:
    folder = registry(a=institution("alpha"), b=agreement("x", "alpha"), c=SOURCE)
    catalog = opened(folder)
    assert codes(catalog) == []
    write(folder / "a.toml", institution("alphas"))
    catalog.refresh()
    (problem,) = catalog.problems.all()
    assert problem.code == "no-such-record"
    assert str(problem.place) == f"{folder / 'b.toml'}:5:33"
    assert problem.hint == "did you mean 'alphas'?"
    write(folder / "a.toml", institution("alpha"))
    catalog.refresh()
    assert codes(catalog) == []
    assert find(catalog, "with:alpha") == ["agreement/x"]


def test_a_reference_to_a_record_with_an_error_of_its_own_is_not_dangling(
    registry: Registry, opened: Open
) -> None:
    folder = registry(a='[[institution]]\nid = "a"\n', b=agreement("x", "a"), c=SOURCE)
    assert codes(opened(folder)) == ["missing-field"]


def test_circles_appear_and_vanish(registry: Registry, opened: Open) -> None:
    folder = registry(
        a=institution("a", rest='parent = "b"'),
        b=institution("b", rest='parent = "c"'),
        c=institution("c"),
        s=SOURCE,
    )
    catalog = opened(folder)
    assert codes(catalog) == []
    write(folder / "c.toml", institution("c", rest='parent = "a"'))
    catalog.refresh()
    (problem,) = catalog.problems.all()
    assert problem.code == "circle"
    assert set(problem.message.rpartition(": ")[2].split(" → ")) == {"a", "b", "c"}
    assert find(catalog, "with:a") == []
    write(folder / "c.toml", institution("c"))
    catalog.refresh()
    assert codes(catalog) == []


def test_a_file_that_breaks_loses_its_records_until_it_is_mended(
    registry: Registry, opened: Open
) -> None:
    folder = registry(a=institution("a"), b=institution("b"), c=SOURCE)
    catalog = opened(folder)
    write(folder / "a.toml", institution("a") + "!")
    catalog.refresh()
    assert codes(catalog) == ["toml-syntax"]
    assert find(catalog, "kind:institution") == ["institution/b"]
    write(folder / "a.toml", institution("a"))
    catalog.refresh()
    assert codes(catalog) == []
    assert find(catalog, "kind:institution") == ["institution/a", "institution/b"]


def test_a_country_that_no_longer_occurs_cannot_be_asked_for(
    registry: Registry, opened: Open
) -> None:
    folder = registry(a=institution("a", rest='country = "SG"'), c=SOURCE)
    catalog = opened(folder)
    assert find(catalog, "country:singapore") == ["institution/a"]
    write(folder / "a.toml", institution("a", rest='country = "CN"'))
    catalog.refresh()
    with pytest.raises(ValueError, match="no institution here"):
        find(catalog, "country:singapore")


def test_problems_are_placed_in_the_file_as_it_is_now(registry: Registry, opened: Open) -> None:
    folder = registry(a=institution("a"), b=agreement("x", "nobody"), c=SOURCE)
    catalog = opened(folder)
    assert catalog.problems.all()[0].place.line == 5
    write(folder / "b.toml", "\n\n" + agreement("x", "nobody"))
    catalog.refresh()
    assert catalog.problems.all()[0].place.line == 7
    place = catalog.place(catalog.resolve("x"))
    assert place is not None
    assert (place.file, place.path) == (str(folder / "b.toml"), ("agreement", 0))


def test_a_failure_while_reading_leaves_the_catalog_as_it_was(
    registry: Registry, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = registry(a=institution("a"), b=institution("b"), c=SOURCE)
    catalog = opened(folder)

    def fail(file: str, content: bytes, *more: Any) -> load.Loaded:
        raise MemoryError

    write(folder / "a.toml", institution("aa"))
    (folder / "b.toml").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(load, "load_file", fail)
        with pytest.raises(MemoryError):
            catalog.refresh()
    assert find(catalog, "kind:institution") == ["institution/a", "institution/b"]
    catalog.refresh()
    assert find(catalog, "kind:institution") == ["institution/aa"]


def definitions(cache: Path) -> dict[str, int]:
    """Return the number of each record's definition, which is new if it was written again."""
    (file,) = cache.glob("*.sqlite")
    with closing(sqlite3.connect(file)) as connection:
        return dict(connection.execute("SELECT id, d FROM record"))


def test_of_a_changed_file_only_the_changed_records_are_written_again(
    registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder = registry(a=institution("a") + institution("b") + institution("c"), s=SOURCE)
    catalog = opened(folder, cache=tmp_path / "cache")
    before = definitions(tmp_path / "cache")
    write(folder / "a.toml", institution("c") + institution("b", "Renamed") + institution("d"))
    catalog.refresh()
    after = definitions(tmp_path / "cache")
    assert set(after) == {"b", "c", "d", "s"}
    assert (after["c"], after["s"]) == (before["c"], before["s"])
    assert after["b"] not in before.values()
    place = catalog.place(catalog.resolve("institution/c"))
    assert place is not None
    assert place.path == ("institution", 0)


def test_an_id_that_stands_twice_in_a_file_leaves_the_index_whole(
    registry: Registry, opened: Open, tmp_path: Path
) -> None:
    folder = registry(a=institution("a") + institution("a", "Again"), s=SOURCE)
    catalog = opened(folder, cache=tmp_path / "cache")
    for name in ("One", "Two", "Three"):
        write(folder / "a.toml", institution("a", name) + institution("a", f"Not {name}"))
        catalog.refresh()
        assert find(catalog, name.lower()) == ["institution/a"]
    assert catalog.notices == []
    dump(tmp_path / "cache")


def ids(catalog: Catalog) -> list[str]:
    """Return the ids of the institutions as they are listed."""
    (numbers,) = catalog.everything([Kind.INSTITUTION]).values()
    return [row.id for row in catalog.shown.rows(numbers)]


def test_lists_follow_the_name_that_is_shown(registry: Registry, opened: Open) -> None:
    def named(english: str, other: str) -> str:
        return f'[[institution]]\nid = "b"\nname = {{ en = "{english}", id = "{other}" }}\n'

    folder = registry(a=named("Alpha", "Zeta"), m=institution("m"), s=SOURCE)
    catalog = opened(folder)
    assert ids(catalog) == ["b", "m"]
    write(folder / "a.toml", named("Zeta", "Alpha"))
    catalog.refresh()
    assert ids(catalog) == ["m", "b"]


# A catalog is the same, however it was made.

Dump: TypeAlias = dict[str, list[tuple[Any, ...]]]

REF = "(SELECT kind || '/' || id FROM entity WHERE entity.n = {})"
TABLES = {
    "record": f"SELECT {REF.format('record.n')}, name, sort, country, status, begins, ends,"
    " file.path, place, doc FROM record JOIN definition USING (d) JOIN file ON file.n = file",
    "link": f"SELECT {REF.format('link.source')}, relation, {REF.format('link.target')},"
    " qualifier FROM link",
    "facet": f"SELECT field, value, {REF.format('facet.n')} FROM facet",
    "dated": f"SELECT field, {REF.format('dated.n')}, earliest, latest FROM dated",
    "acronym": f"SELECT text, {REF.format('acronym.n')} FROM acronym",
    "text": f"SELECT {REF.format('text.rowid')}, names, aliases, related, rest FROM text",
    "problem": 'SELECT path, code, "case", arguments, at_key, place, also FROM problem'
    " LEFT JOIN file ON file.n = problem.file",
    "label": "SELECT * FROM label",
    "file": "SELECT path, layer, sequence, stamp, digest, lost, languages, info FROM file",
    "vocabulary": "SELECT term, doc, cnt FROM vocabulary",
    "kept": "SELECT path, place, kept FROM definition JOIN file ON file.n = definition.file",
}


def dump(cache: Path) -> Dump:
    """Return what a catalog on disk says, without the numbers that it uses."""
    (file,) = cache.glob("*.sqlite")
    with closing(sqlite3.connect(file)) as connection:
        # Check that the index holds exactly the right words: it keeps no copy of them.
        connection.execute("INSERT INTO text (text, rank) VALUES ('integrity-check', 1)")
        tables = {name: connection.execute(sql).fetchall() for name, sql in TABLES.items()}
    tables["text"] = [
        (ref, names, aliases, " · ".join(sorted(related.split(" · "))), rest)
        for ref, names, aliases, related, rest in tables["text"]
    ]
    return {name: sorted(rows, key=repr) for name, rows in tables.items()}


def listings(catalog: Catalog) -> list[list[tuple[str, int]]]:
    """Return every list of an empty query, with the depth of each record."""
    numbers, depths = catalog.focus_tree()
    found = catalog.search(parse("")).found
    lists = [*((found[kind], [0] * len(found[kind])) for kind in Kind), (numbers, depths)]
    return [
        [(str(row.ref), depth) for row, depth in zip(catalog.shown.rows(ns), deep, strict=True)]
        for ns, deep in lists
    ]


def random_text(chance: random.Random) -> str:
    """Return a file with a few records; some clash, name nothing, form circles or are bad."""
    ids = "abcdef"
    records = []
    for _ in range(chance.randrange(5)):
        one, other = chance.choice(ids), chance.choice(ids)
        records.append(
            chance.choice(
                [
                    institution(one, f"Name {chance.randrange(5)}"),
                    institution(one, rest=f'parent = "{other}"\ncountry = "SG"'),
                    institution(one, rest='tags = ["ok", "Not Ok"]\ncountry = "CN"'),
                    agreement(
                        one, other, chance.choice(ids), rest='focus_areas = ["a", "F F", "b"]'
                    ),
                    agreement(
                        one, rest=f'related = [{{ agreement = "{other}", type = "follows" }}]'
                    ),
                    agreement(one, other, rest="dates = { start = 2024, end = 2023 }"),
                    f'[[focus_area]]\nid = "{one}"\nname = "F"\nbroader = ["{other}"]\n',
                    f'[[person]]\nid = "{one}"\nname = "P"\n'
                    f'affiliations = [{{ institution = "{other}" }}]\n',
                    f'[[institution]]\nid = "{one}"\n',
                    SOURCE,
                ]
            )
        )
    table = '[registry]\ntitle = "T"\n' if chance.random() < 0.2 else ""
    return table + "".join(records) + ("!" if chance.random() < 0.05 else "")


def test_a_name_that_does_not_count_is_not_found_though_it_was_indexed(
    registry: Registry, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searched, "AT_ONCE", 1)
    # The last file is read first, and the first definition counts.
    folder = registry(
        a=SOURCE + institution("x", "First"), z=institution("x", "Second") + agreement("m", "x")
    )
    catalog = opened(folder, cache=tmp_path / "cache")
    assert find(catalog, "second") == []
    assert find(catalog, "first") == ["agreement/m", "institution/x"]
    dump(tmp_path / "cache")


@pytest.mark.parametrize("seed", range(15))
def test_a_catalog_edited_step_by_step_equals_one_built_at_once(
    seed: int, tmp_path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    layers = [tmp_path / "low", tmp_path / "high"]
    for layer in layers:
        layer.mkdir()
    edited = opened(*layers, cache=tmp_path / "edited")
    for step in range(8):
        for _ in range(chance.randrange(1, 4)):
            file = chance.choice(layers) / f"{chance.choice('pqr')}.toml"
            action = chance.choice(["write", "write", "write", "remove", "touch"])
            if action == "write":
                write(file, random_text(chance))
            elif action == "remove":
                file.unlink(missing_ok=True)
            elif file.exists():
                touch(file)
        with monkeypatch.context() as patch:
            patch.setattr(parts, "SIZE", chance.choice([60, 200, 1_000_000]))  # files are cut
            edited.refresh()
            patch.setattr(searched, "AT_ONCE", chance.choice([1, 3, 8_000]))  # indexed in pieces
            fresh = opened(*layers, cache=tmp_path / f"fresh-{step}")
        expected, found = dump(tmp_path / f"fresh-{step}"), dump(tmp_path / "edited")
        for table in TABLES:
            assert found[table] == expected[table], f"{table} after step {step}"
        assert [str(p) for p in edited.problems.all()] == [str(p) for p in fresh.problems.all()]
        assert listings(edited) == listings(fresh)
        fresh.close()
