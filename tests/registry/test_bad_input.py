"""Each sort of bad input: where it is reported, as what, with which hint, and what remains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.records.kinds import Kind
from collab_tui.registry.load import load_file
from collab_tui.registry.problems import Problem, Severity
from tests.conftest import Registry

GOOD = '[[institution]]\nid = "good"\nname = "Good"\nevidence = [{ source = "s" }]\n'
SOURCE = '[[source]]\nid = "s"\nname = "S"\ntype = "news"\n'


@dataclass(frozen=True)
class Case:
    """A text, and the one error that it should cause."""

    name: str
    text: str
    code: str
    line: int
    column: int
    says: str
    hint: str
    survives: str | None = "bad"


INSTITUTION = '[[institution]]\nid = "bad"\nname = "Bad"\nevidence = [{ source = "s" }]\n'
AGREEMENT = '[[agreement]]\nid = "bad"\nname = "Bad"\ntype = "mou"\nevidence = [{ source = "s" }]\n'

CASES = [
    Case("unknown key", INSTITUTION + 'contry = "SG"', "unknown-key", 5, 1, "contry", "'country'"),
    Case(
        "unknown key far from all",
        INSTITUTION + "zzz = 1",
        "unknown-key",
        5,
        1,
        "zzz",
        "known keys: id, name",
    ),
    Case(
        "unknown key in a table",
        AGREEMENT + "dates = { strat = 2024 }",
        "unknown-key",
        6,
        11,
        "strat",
        "'start'",
    ),
    Case(
        "unknown key after a dot",
        AGREEMENT + "dates.strat = 2024",
        "unknown-key",
        6,
        7,
        "strat",
        "'start'",
    ),
    Case(
        "unknown table",
        '[[instituton]]\nid = "x"',
        "unknown-table",
        1,
        1,
        "inst",
        "'institution'",
        None,
    ),
    Case(
        "unknown top-level key", "title = 1", "unknown-table", 1, 1, "title", "known tables", None
    ),
    Case(
        "one bracket instead of two",
        '[person]\nid = "x"\nname = "X"',
        "wrong-type",
        1,
        1,
        "not an array of tables",
        "[[person]]",
        None,
    ),
    Case(
        "wrong type", INSTITUTION + "city = 5", "wrong-type", 5, 8, "'city' is a whole number", ""
    ),
    Case("array expected", INSTITUTION + 'tags = "a"', "wrong-type", 5, 8, "expected an array", ""),
    Case("table expected", INSTITUTION + "location = 5", "wrong-type", 5, 12, "a table", ""),
    Case(
        "a number for a name in one language",
        '[[institution]]\nid = "bad"\nname = { en = "Bad", id = 5 }\nevidence = [{ source = "s" }]',
        "wrong-type",
        3,
        27,
        "'id'",
        "",
    ),
    Case(
        "missing name",
        '[[institution]]\nid = "bad"',
        "missing-field",
        1,
        1,
        "'name' is missing; the whole record is left out",
        "add name = …",
        None,
    ),
    Case(
        "missing type",
        '[[agreement]]\nid = "bad"\nname = "Bad"',
        "missing-field",
        1,
        1,
        "'type' is missing; the record is kept without it",
        "add type = …",
    ),
    Case(
        "missing field of a table",
        AGREEMENT + 'participants = [{ role = "lead" }]',
        "missing-field",
        6,
        17,
        "'institution' is missing; this element of 'participants' is left out",
        "add institution = …",
    ),
    Case(
        "bad vocabulary term",
        INSTITUTION + 'types = ["educaton"]',
        "unknown-term",
        5,
        10,
        "'educaton'",
        "'education'",
    ),
    Case(
        "bad term far from all",
        INSTITUTION + 'status = "zzz"',
        "unknown-term",
        5,
        10,
        "'zzz' is not a value of 'status'",
        "one of: active, inactive, withdrawn",
    ),
    Case(
        "bad date",
        AGREEMENT + 'dates = { start = "2023-02-29" }',
        "bad-date",
        6,
        19,
        "no day 29",
        "2024-10-15",
    ),
    Case(
        "a time alone",
        AGREEMENT + "dates = { start = 10:00:00 }",
        "bad-date",
        6,
        19,
        "expected a date",
        "2024-10-15",
    ),
    Case("year 0", INSTITUTION + "established = 0", "bad-date", 5, 15, "no year 0", "2024"),
    Case(
        "bad slug",
        '[[institution]]\nid = "Ruijin Hospital"\nname = "R"',
        "bad-slug",
        2,
        6,
        "'Ruijin Hospital' is not an id",
        "lower-case",
        None,
    ),
    Case(
        "bad ROR checksum",
        INSTITUTION + 'identifiers = { ror = "01tgyzw48" }',
        "bad-ror",
        5,
        23,
        "checksum",
        "ror.org",
    ),
    Case(
        "bad ISNI check digit",
        INSTITUTION + 'identifiers = { isni = "0000000121032684" }',
        "bad-isni",
        5,
        24,
        "check digit",
        "isni.org",
    ),
    Case("bad country", INSTITUTION + 'country = "UK"', "bad-country", 5, 11, "'UK'", "GB"),
    Case(
        "a country by its name",
        INSTITUTION + 'country = "Singapore"',
        "bad-country",
        5,
        11,
        "'Singapore'",
        "did you mean 'SG'?",
    ),
    Case(
        "bad web address",
        INSTITUTION + 'links = ["http://ok.org", "www.x.org"]',
        "bad-url",
        5,
        27,
        "'www.x.org'",
        "http://",
    ),
    Case(
        "a web address without a site",
        INSTITUTION + 'links = ["https://a.org", "http://[x"]',
        "bad-url",
        5,
        27,
        "'[x' is not the name of a site; it is left out",
        "www.example.org",
    ),
    Case(
        "a port that cannot be",
        '[[source]]\nid = "bad"\nname = "B"\ntype = "news"\nurl = "https://a.org:70000/"',
        "bad-url",
        5,
        7,
        "'70000' is not a port; it is left out",
        "65535",
    ),
    Case(
        "bad language tag",
        '[[institution]]\nid = "bad"\nname = { en = "Bad", english = "B" }\n'
        'evidence = [{ source = "s" }]',
        "bad-language",
        3,
        32,
        "'english'",
        "BCP-47",
    ),
    Case(
        "a number beyond 64 bits",
        INSTITUTION + "extra = { n = 0x" + "f" * 6000 + " }",
        "bad-value",
        5,
        15,
        "64 bits; it is left out",
        "as a text",
    ),
    Case(
        "not a number",
        INSTITUTION + 'facts = [{ label = "beds", value = nan }]',
        "bad-value",
        5,
        36,
        "finite",
        "",
    ),
    Case(
        "end before start",
        AGREEMENT + 'dates = { start = 2024-05, end = "2024-04" }'.replace("2024-05", '"2024-05"'),
        "end-before-start",
        6,
        36,
        "'end' 2024-04 is before 'start' 2024-05",
        "correct",
    ),
    Case(
        "a person who left before coming",
        '[[person]]\nid = "bad"\nname = "B"\nevidence = [{ source = "s" }]\n'
        'affiliations = [{ institution = "good", from = 2024, until = 2023 }]',
        "end-before-start",
        5,
        62,
        "'until' 2023 is before 'from' 2024",
        "",
    ),
    Case(
        "reference to nothing",
        INSTITUTION + 'parent = "goood"',
        "no-such-record",
        5,
        10,
        "no institution 'goood'",
        "'good'",
    ),
    Case(
        "reference to nothing near",
        AGREEMENT + 'focus_areas = ["car-t"]',
        "no-such-record",
        6,
        16,
        "no focus area 'car-t'",
        "add a [[focus_area]]",
    ),
    Case(
        "circle in parent",
        INSTITUTION + 'parent = "bad"',
        "circle",
        5,
        10,
        "bad → bad",
        "remove",
    ),
    Case(
        "circle in broader",
        '[[focus_area]]\nid = "bad"\nname = "A"\nbroader = ["b"]\n'
        '[[focus_area]]\nid = "b"\nname = "B"\nbroader = ["bad"]\n',
        "circle",
        8,
        12,
        "b → bad → b",
        "remove",
    ),
    Case(
        "circle in related",
        AGREEMENT + 'related = [{ agreement = "bad", type = "follows" }]',
        "circle",
        6,
        26,
        "bad → bad",
        "remove",
    ),
    Case(
        "a registry of another format",
        "[registry]\nformat = 2",
        "unknown-term",
        2,
        10,
        "'2' is not a value of 'format'",
        "one of: 1",
        None,
    ),
    Case(
        "element that is not a table",
        "person = [5]",
        "wrong-type",
        1,
        11,
        "expected a table",
        "",
        None,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_bad_input(case: Case, registry: Registry, opened: Callable[..., Catalog]) -> None:
    folder = registry(a=GOOD + SOURCE, bad=case.text)
    catalog = opened(folder)
    problems = catalog.problems.all()
    assert [p.code for p in problems] == [case.code]
    (problem,) = problems
    assert problem.severity is Severity.ERROR
    assert str(problem.place) == f"{folder / 'bad.toml'}:{case.line}:{case.column}"
    assert case.says in problem.message
    assert case.hint in (problem.hint or "")
    assert len(problem.message) < 200
    assert catalog.resolve("institution/good")
    ids = {row.id for n in catalog_numbers(catalog) for row in catalog.shown.rows([n])}
    assert ids == {"good", "s"} | ({case.survives} if case.survives else set()) | (
        {"b"} if case.name == "circle in broader" else set()
    )


def catalog_numbers(catalog: Catalog) -> list[int]:
    from collab_tui.query import parse

    found = catalog.search(parse("")).found
    return [n for kind in Kind for n in found[kind]]


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, [p.code for p in problems]
    return problems[0]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('[[institution]]\nid = "a"\nname = A\n', 3, 8),
        ('[[institution]\nid = "a"\n', 1, 14),
        ('[[institution]]\nid = "a"\nid = "b"\n', 3, 9),
        ('[[institution]]\r\nid = "a"\r\nname = A\r\n', 3, 8),
        ('\ufeff[[institution]]\nid = "a"\nname = A\n', 3, 8),
        ('a = "é" b', 1, 9),
    ],
)
def test_a_syntax_error_is_where_the_parser_stopped(
    text: str, line: int, column: int, registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(a=GOOD + SOURCE, bad=text)
    catalog = opened(folder)
    problem = only(catalog.problems.all())
    assert problem.code == "toml-syntax"
    assert str(problem.place) == f"{folder / 'bad.toml'}:{line}:{column}"
    assert catalog.counts()[Kind.INSTITUTION] == 1


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
def test_a_file_that_is_not_utf8(
    before: bytes, registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(a=GOOD + SOURCE, bad=before + 'x = 1\nname = "é'.encode() + b'\xe9"\n')
    catalog = opened(folder)
    problem = only(catalog.problems.all())
    assert problem.code == "not-utf8"
    assert str(problem.place) == f"{folder / 'bad.toml'}:2:10"
    assert "0xe9" in problem.message
    assert "UTF-8" in (problem.hint or "")
    assert catalog.counts()[Kind.INSTITUTION] == 1


def test_a_duplicate_id_names_both_places(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(a=GOOD + SOURCE, b="\n" + GOOD.replace("Good", "Second"))
    catalog = opened(folder)
    first, second = catalog.problems.all()
    here, there = f"{folder / 'a.toml'}:2:6", f"{folder / 'b.toml'}:3:6"
    assert (first.code, second.code) == ("duplicate-id", "duplicate-id")
    assert (str(first.place), str(first.also)) == (here, there)
    assert (str(second.place), str(second.also)) == (there, here)
    assert "this one is used" in first.message
    assert "this one is not used" in second.message
    assert catalog.shown.rows([catalog.resolve("good")])[0].name == "Good"


def test_a_second_registry_table_is_an_error(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(a='[registry]\ntitle = "A"\n', b='\n[registry]\ntitle = "B"\n')
    catalog = opened(folder)
    problem = only(catalog.problems.all())
    assert problem.code == "duplicate-registry"
    assert str(problem.place) == f"{folder / 'b.toml'}:2:1"
    assert str(problem.also) == f"{folder / 'a.toml'}:1:1"
    assert catalog.about.title() == "A"


def test_warnings_say_what_no_source_backs(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    unsourced = '[[institution]]\nid = "u"\nname = "U"\ncity = "X"\ncountry = "SG"\n'
    partly = (
        unsourced.replace('"u"', '"p"').replace('"U"', '"P"')
        + 'evidence = [{ source = "s", supports = ["city"] }]\n'
    )
    folder = registry(a=SOURCE + unsourced + partly)
    none, some = opened(folder).problems.all()
    assert (none.severity, none.code) == (Severity.WARNING, "unsourced")
    assert str(none.place) == f"{folder / 'a.toml'}:5:1"
    assert (some.severity, some.code) == (Severity.WARNING, "unsourced")
    assert some.message == "no source supports country"
    assert str(some.place) == f"{folder / 'a.toml'}:10:1"


def test_support_for_nothing_is_a_warning_at_the_path(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    text = INSTITUTION.replace("}]", '}, { source = "s", supports = ["id", "cty"] }]')
    folder = registry(a=SOURCE, b=text + 'city = "X"\n')
    problems = opened(folder).problems.all()
    assert [(p.severity, p.code, p.place.column) for p in problems] == [
        (Severity.WARNING, "supports-nothing", 59),
        (Severity.WARNING, "supports-nothing", 65),
    ]
    assert "'city'" in (problems[1].hint or "")


def test_a_status_that_the_dates_contradict_is_a_warning(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    text = AGREEMENT + 'status = "active"\ndates = { end = "2026-05" }\n'
    folder = registry(a=SOURCE, b=text)
    problem = only(opened(folder).problems.all())
    assert (problem.severity, problem.code) == (Severity.WARNING, "status-against-dates")
    assert str(problem.place) == f"{folder / 'b.toml'}:6:10"
    assert "2026-05-31" in problem.message


@pytest.mark.parametrize("key", ["extra", "city"])
@pytest.mark.parametrize("depth", [70, 300, 700, 3000])
def test_nesting_without_end_costs_a_value_or_one_record(
    key: str, depth: int, registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(a=GOOD + SOURCE, bad=INSTITUTION + key + ".a" * depth + " = 1\n" + GOOD)
    catalog = opened(folder)
    codes = {p.code for p in catalog.problems.all()}
    assert codes <= {"bad-value", "toml-syntax", "duplicate-id"}
    assert codes & {"bad-value", "toml-syntax"}
    assert catalog.counts()[Kind.INSTITUTION] == (1 if "toml-syntax" in codes else 2)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{ a = ", " }")])
@pytest.mark.parametrize("depth", [70, 300, 700])
def test_nested_arrays_and_tables_cost_a_value(
    opening: str, closing: str, depth: int, registry: Registry, opened: Callable[..., Catalog]
) -> None:
    value = opening * depth + "1" + closing * depth
    folder = registry(a=GOOD + SOURCE, bad=INSTITUTION + f"city = {value}\n")
    catalog = opened(folder)
    problem = only(catalog.problems.all())
    assert problem.message.startswith("is nested too deeply")
    assert catalog.counts()[Kind.INSTITUTION] == (1 if problem.code == "toml-syntax" else 2)


def test_many_problems_come_by_file_line_and_column(
    registry: Registry, opened: Callable[..., Catalog], tmp_path: Path
) -> None:
    text = INSTITUTION + 'tags = ["A", "ok", "B"]\ncity = 5\nlinks = ["x"]\n'
    folder = registry(b=text, a="x = 1\n" + SOURCE)
    found = [
        (Path(p.place.file).name, p.place.line, p.place.column)
        for p in opened(folder).problems.all()
    ]
    assert found == [
        ("a.toml", 1, 1),
        ("b.toml", 5, 9),
        ("b.toml", 5, 20),
        ("b.toml", 6, 8),
        ("b.toml", 7, 10),
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (str(2**63 - 1), ""),
        (str(2**63), "bad-value"),
        (str(-(2**63)), ""),
        (str(-(2**63) - 1), "bad-value"),
        ("[" * 58 + "]" * 58, ""),
        ("[" * 59 + "]" * 59, "bad-value"),
    ],
)
def test_where_the_bounds_of_numbers_and_of_nesting_are(value: str, code: str) -> None:
    loaded = load_file("f", f"{INSTITUTION}extra.n = {value}\n".encode())
    assert "".join(problem.code for problem in loaded.problems) == code
