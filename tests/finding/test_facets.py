"""The values of a field under a query, and how often each occurs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.facets import Facet
from collab_tui.catalog.narrowing import Narrowers, fields_of
from collab_tui.catalog.text import fold
from collab_tui.query import QueryError, parse
from collab_tui.query.choosing import with_only
from collab_tui.query.edit import with_term, written
from collab_tui.query.fields import FIELDS, QueryField
from collab_tui.records.kinds import Kind
from tests.conftest import Registry
from tests.finding.conftest import Run

INSTITUTION, AGREEMENT, FOCUS_AREA = listed = (Kind.INSTITUTION, Kind.AGREEMENT, Kind.FOCUS_AREA)

COUNTED = {
    "country": (INSTITUTION,),
    **dict.fromkeys(("with", "focus", "role"), (AGREEMENT,)),
    **dict.fromkeys(("announced", "signed", "starts", "ends", "date"), (AGREEMENT,)),
    **dict.fromkeys(("id", "type", "status", "tag", "source", "is"), listed),
    "kind": tuple(Kind),
}
"""The kinds for which each field's values are counted."""

OF_GIT = {"changed"}
"""Fields that have values only where git knows the registry."""


def ask(catalog: Catalog, field: str, query: str = "", typed: str = "") -> list[Facet]:
    return catalog.facets(FIELDS[field], parse(query), typed)


def shown(facets: list[Facet]) -> list[str]:
    """Write facets as ``value count`` or ``value label count``."""
    return [
        f"{f.value} {f.count}" if f.label == f.value else f"{f.value} {f.label} {f.count}"
        for f in facets
    ]


def values(facets: list[Facet]) -> str:
    return " ".join(facet.value for facet in facets)


# Every field, over the whole registry


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (
            "country",
            "CN China 2, SG Singapore 2, ID Indonesia 1, NL Netherlands 1, TH Thailand 1,"
            " VN Vietnam 1",
        ),
        (
            "with",
            "nuhs National University Health System 5, sjtu Shanghai Jiao Tong University 5,"
            " viet-duc Bệnh viện Hữu nghị Việt Đức 3, philips Koninklijke Philips 3,"
            " moh-indonesia Ministry of Health of Indonesia 3,"
            " nuh National University Hospital 3, ruijin-hospital Ruijin Hospital 3,"
            " siriraj Siriraj Hospital 2",
        ),
        (
            "focus",
            "oncology Oncology 4, cell-therapy Cell therapy 3, imaging CT/MRI imaging 3,"
            " haematology Haematology 3, car-t CAR-T cell therapy 2, genomics Genomics 2,"
            " stroke Stroke care 2",
        ),
        (
            "role",
            "partner 8, lead 5, host 2, convenor 1, funder 1, implementer 1, observer 1, sponsor 1",
        ),
        (
            "type",
            "healthcare 5, exchange 2, mou memorandum of understanding 2,"
            " clinical-trial clinical trial 1, company 1, education 1,"
            " framework framework agreement 1, government 1, joint-centre joint centre 1,"
            " licence 1, research-project research project 1, supply supply agreement 1",
        ),
        (
            "status",
            "active 5, announced 1, completed 1, inactive 1, proposed 1, signed 1, terminated 1",
        ),
        ("tag", "bilateral 1"),
        ("kind", "agreement 10, institution 9, focus-area focus area 7, person 3, source 2"),
        ("source", "s-text Text of the memorandum 15, s-news Straits Times report 2"),
        (
            "is",
            "unreviewed 26, unsourced 9, expiring 8, undisclosed 7, expired 5, undated 5, marked 0",
        ),
        ("announced", "2023 1, 2026 1"),
        ("signed", "2024 2, 2020 1, 2021 1, 2023 1"),
        ("starts", "2020 2, 2025 2, 2021 1, 2024 1, 2027 1"),
        ("ends", "2026 2, 2027 2, 2022 1, 2023 1, 2028 1, 2030 1"),
        (
            "date",
            "2024 3, 2025 3, 2026 3, 2027 3, 2020 2, 2023 2, 2021 1, 2022 1, 2028 1, 2030 1",
        ),
        ("as-of", ""),
    ],
)
def test_the_values_of_a_field(catalog: Catalog, field: str, expected: str) -> None:
    assert ", ".join(shown(ask(catalog, field))) == expected


KINDS = """
[[institution]]
id = "i"
name = "I"
types = ["other", "government"]
tags = ["supply", "mou"]
status = "active"
[[agreement]]
id = "a"
name = "A"
type = "other"
tags = ["supply"]
[[agreement]]
id = "b"
name = "B"
type = "supply"
[[source]]
id = "s"
name = "S"
type = "press-release"
tags = ["other"]
"""


@pytest.mark.parametrize(
    ("field", "query", "expected"),
    [
        ("type", "kind:institution", "government 1, other 1"),
        ("type", "kind:agreement", "other other agreement 1, supply supply agreement 1"),
        ("type", "kind:source", "press-release press release 1"),
        ("type", "kind:source OR kind:institution", "government 1, other 1, press-release press"),
        ("type", "", "other other / other agreement 2, government 1, supply supply agreement 1"),
        ("type", "kind:person", ""),
        ("tag", "", "supply 2, mou 1"),
        ("tag", "kind:source", "other 1"),
        ("kind", "kind:source", "source 1"),
    ],
)
def test_labels_and_counts_are_of_the_kinds_asked_for(
    registry: Registry,
    opened: Callable[..., Catalog],
    field: str,
    query: str,
    expected: str,
) -> None:
    found = ", ".join(shown(ask(opened(registry(a=KINDS)), field, query)))
    assert found.replace("agreement / other", "/ other agreement").startswith(expected)
    assert bool(found) is bool(expected)


def test_ids_are_those_of_the_lists_each_once(catalog: Catalog) -> None:
    found = ask(catalog, "id")
    assert len(found) == len({facet.value for facet in found}) == 26
    assert shown(found)[:2] == ["trial A trial to come 1", "angio Angiography exchange 1"]
    assert {facet.count for facet in found} == {1}


def test_an_id_that_two_kinds_share_is_written_with_its_kind(catalog: Catalog) -> None:
    found = ask(catalog, "id", "", "genom")
    assert shown(found) == [
        "agreement/genomics Genome project 1",
        "focus-area/genomics Genomics 1",
    ]
    assert values(ask(catalog, "id", "kind:agreement", "genom")) == "agreement/genomics"


# Under a query


@pytest.mark.parametrize(
    ("field", "query", "expected"),
    [
        ("country", "with:nuh", "CN 1, NL 1, TH 1"),
        ("country", "-hospital", "CN 1, ID 1, NL 1, SG 1"),
        ("with", "country:SG focus:imaging", "nuh 2, nuhs 2, philips 1, siriraj 1"),
        ("focus", "signed:2024", "oncology 1, car-t 1, cell-therapy 1, haematology 1, stroke 1"),
        ("role", "with:philips", "lead 3, partner 3, funder 1"),
        ("signed", "-country:SG", "2020 1, 2023 1"),
        ("type", "kind:agreement with:nuh", "exchange 1, joint-centre 1, mou 1"),
        ("kind", "ruijin", "agreement 3, institution 1, person 1"),
        (
            "is",
            "kind:agreement",
            "expiring 2, expired 1, undated 1, undisclosed 1, unreviewed 10, unsourced 1, marked 0",
        ),
        ("country", "country:SG OR country:TH", "SG 2, TH 1"),
        ("country", "nosuchword", ""),
        ("country", "kind:agreement", ""),
        ("with", "kind:institution", ""),
    ],
)
def test_the_values_that_occur_under_a_query(
    catalog: Catalog, field: str, query: str, expected: str
) -> None:
    found = [f"{facet.value} {facet.count}" for facet in ask(catalog, field, query)]
    assert sorted(found) == sorted(expected.split(", ") if expected else [])


QUERIES = [
    "",
    "ruijin",
    "hospital -ruijin",
    "country:SG",
    "with:nuh",
    "-with:nuh",
    "with:nuh country:NL",
    "focus:oncology",
    "role:lead,host",
    "signed:2024",
    "ends:<2027",
    "is:expiring OR type:mou",
    "ruijin OR with:philips",
    "(ruijin) OR (philips)",
    "as-of:2025-03-01",
    "kind:agreement -is:unsourced",
    "status:active source:s-text",
]


@pytest.mark.parametrize("field", COUNTED)
@pytest.mark.parametrize("query", QUERIES)
def test_a_count_is_what_the_query_with_the_value_finds(
    catalog: Catalog, field: str, query: str
) -> None:
    for facet in ask(catalog, field, query):
        narrowed = with_term(query, f"{field}:{written(facet.value)}")
        assert len(catalog.search(parse(narrowed), COUNTED[field])) == facet.count, narrowed


@pytest.mark.parametrize("field", COUNTED)
@pytest.mark.parametrize("query", QUERIES)
def test_no_value_is_left_out(catalog: Catalog, field: str, query: str) -> None:
    offered = {facet.value for facet in ask(catalog, field, query)}
    for facet in ask(catalog, field):
        if facet.value not in offered:
            narrowed = with_term(query, f"{field}:{written(facet.value)}")
            assert not len(catalog.search(parse(narrowed), COUNTED[field])), narrowed


@pytest.mark.parametrize("field", COUNTED)
def test_the_most_frequent_come_first_and_equals_by_label(catalog: Catalog, field: str) -> None:
    found = ask(catalog, field)
    by = fold if field in ("with", "focus", "source") else str
    assert found == sorted(found, key=lambda f: (-f.count, by(f.label), f.value))


def test_a_value_in_the_query_that_names_nothing_is_a_mistake(catalog: Catalog) -> None:
    with pytest.raises(QueryError, match="no institution is called 'nobody'"):
        ask(catalog, "country", "with:nobody")


# Narrowed by typing


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        ("country", "SG", "SG"),
        ("country", "sg", "SG"),
        ("country", "s", "SG"),
        ("country", "sing", "SG"),
        ("country", "Neth", "NL"),
        ("country", "新加坡", "SG"),
        ("country", "indonésie", "ID"),
        ("country", "Chine", "CN"),
        ("country", "zzz", ""),
        ("country", "!", "CN SG ID NL TH VN"),
        ("with", "nuh", "nuhs nuh"),
        ("with", "NUH", "nuhs nuh"),
        ("with", "national hospital", "nuh"),
        ("with", "hospital nat", "nuh"),
        ("with", "瑞金", "ruijin-hospital"),
        ("with", "ศิริราช", "siriraj"),
        ("with", "viet duc", "viet-duc"),
        ("with", "guangci", "ruijin-hospital"),
        ("with", "kemenkes", "moh-indonesia"),
        ("with", "kementerian", "moh-indonesia"),
        ("with", "old", ""),
        ("focus", "car t", "car-t"),
        ("focus", "cell-th", "cell-therapy car-t"),
        ("focus", "mri", "imaging"),
        ("type", "memo", "mou"),
        ("type", "mou", "mou"),
        ("type", "joint-c", "joint-centre"),
        ("role", "impl", "implementer"),
        ("source", "straits", "s-news"),
        ("signed", "202", "2024 2020 2021 2023"),
        ("signed", "2024", "2024"),
        ("signed", "2024..", ""),
        ("signed", "24", ""),
        ("ends", "<2027", ""),
        ("ends", "<", ""),
        ("kind", "focus a", "focus-area"),
        ("is", "ex", "expiring expired"),
        ("id", "ssm", "ssmic"),
        ("tag", '"', "bilateral"),
    ],
)
def test_typing_narrows_by_value_label_and_other_names(
    catalog: Catalog, field: str, typed: str, expected: str
) -> None:
    assert values(ask(catalog, field, "", typed)) == expected


def test_typing_narrows_within_the_query(catalog: Catalog) -> None:
    assert shown(ask(catalog, "with", "focus:imaging", "nuh")) == [
        "nuhs National University Health System 2",
        "nuh National University Hospital 2",
    ]


def test_whatever_is_typed_values_are_only_narrowed(catalog: Catalog) -> None:
    for field in FIELDS.keys() - OF_GIT:
        every = ask(catalog, field)
        for typed in ("'", '"', "%", "*", "a OR b", "-", "\x00", "NEAR(", "ß" * 500):
            assert [f for f in every if f in ask(catalog, field, "", typed)] == ask(
                catalog, field, "", typed
            )


# What the labels say


def test_a_country_is_labelled_in_english_whatever_the_registry_speaks(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(
        a='[[institution]]\nid = "x"\nname = { zh-Hans = "瑞金医院" }\ncountry = "CN"\n'
        '[[institution]]\nid = "y"\nname = { zh-Hans = "别的", en = "Other" }\n'
        '[[agreement]]\nid = "z"\nname = "Z"\ntype = "mou"\n'
        'participants = [{ institution = "x" }, { institution = "y" }]\n'
    )
    catalog = opened(folder)
    assert shown(ask(catalog, "country")) == ["CN China 1"]
    assert shown(ask(catalog, "with")) == ["y Other 1", "x 瑞金医院 1"]
    assert values(ask(catalog, "with", "", "别")) == "y"


def test_an_agreement_counts_once_for_what_stands_above_it_twice(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(
        a='[[institution]]\nid = "top"\nname = "Top"\n'
        '[[institution]]\nid = "a"\nname = "A"\nparent = "top"\n'
        '[[institution]]\nid = "b"\nname = "B"\nparent = "top"\n'
        '[[agreement]]\nid = "z"\nname = "Z"\ntype = "mou"\n'
        'participants = [{ institution = "a", role = "lead" },'
        '  { institution = "b", role = "lead" },'
        '  { institution = "c" }]\n'
        '[[institution]]\nid = "c"\nname = "C"\n'
    )
    catalog = opened(folder)
    assert shown(ask(catalog, "with")) == ["a A 1", "b B 1", "c C 1", "top Top 1"]
    assert shown(ask(catalog, "role")) == ["lead 1"]


def test_an_empty_registry_has_no_values(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    catalog = opened(registry(a='[registry]\ntitle = "Empty"\n'))
    assert {field for field in FIELDS.keys() - OF_GIT if ask(catalog, field)} == {"is"}
    assert {facet.count for facet in ask(catalog, "is")} == {0}


# The command line


def test_the_table_has_value_label_and_count(run: Run) -> None:
    result = run("facets", "country", "with:nuh")
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["CN", "China", "1"],
        ["NL", "Netherlands", "1"],
        ["TH", "Thailand", "1"],
    ]
    assert result.stderr == ""


def test_a_label_that_says_the_same_is_not_repeated(run: Run) -> None:
    result = run("facets", "tag", "--format", "table")
    assert result.stdout.split() == ["bilateral", "1"]


def test_json_holds_all_three(run: Run) -> None:
    result = run("facets", "focus", "with:viet-duc -country:SG", "--format", "json")
    assert json.loads(result.stdout)[0] == {
        "value": "haematology",
        "label": "Haematology",
        "count": 2,
    }


def test_csv_has_a_header(run: Run) -> None:
    result = run("facets", "type", "type:mou,supply", "-f", "csv")
    assert list(csv.reader(io.StringIO(result.stdout))) == [
        ["value", "label", "count"],
        ["mou", "memorandum of understanding", "2"],
        ["supply", "supply agreement", "1"],
    ]


def test_records_of_one_kind_are_counted_if_they_are_asked_for(run: Run) -> None:
    """What `search` finds with a value is what is counted for it, whoever has the value."""
    wanted = {}
    for code in ("CN", "SG", "TH", "VN"):
        query = f"kind:agreement country:{code} with:nuh,viet-duc"
        wanted[code] = len(run("search", query, "-f", "ids").stdout.split())
    by_option = run("facets", "country", "with:nuh,viet-duc", "-k", "agreement", "-f", "csv").stdout
    by_query = run("facets", "country", "kind:agreement with:nuh,viet-duc", "-f", "csv").stdout
    assert by_option == by_query
    counts = {row["value"]: int(row["count"]) for row in csv.DictReader(io.StringIO(by_option))}
    assert {code: counts.get(code, 0) for code in wanted} == wanted
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    assert sum(wanted.values()) > 3


@pytest.mark.parametrize(
    ("form", "stdout"), [("table", ""), ("json", "[]\n"), ("csv", "value,label,count\n")]
)
def test_where_no_value_occurs_the_exit_code_is_1(run: Run, form: str, stdout: str) -> None:
    result = run("facets", "country", "nosuchword", "--format", form)
    assert result.exit_code == 1
    assert result.stdout.replace("\r\n", "\n") == stdout
    assert "no value occurs" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nosuch",), "nosuch"),
        (("country", "contry:SG"), "did you mean 'country'?"),
        (("country", "with:nuhh"), "did you mean 'nuh"),
        (("country", "("), "^"),
        (("country", "@nobody"), "there is no kept query '@nobody'"),
        (("country", "", "--format", "xml"), "xml"),
        ((), "FIELD"),
    ],
)
def test_misuse_exits_with_2(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("facets", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


# By which values a list can be narrowed


@pytest.mark.parametrize("kind", listed)
@pytest.mark.parametrize("query", ["", "country:SG", "-with:nuh", "signed:2020..", "imaging"])
def test_each_count_of_a_list_is_what_the_query_finds_with_the_value(
    catalog: Catalog, kind: Kind, query: str
) -> None:
    for field in fields_of(kind):
        found = narrow(catalog, field, kind, query).found
        for one in found:
            text = with_only(query, field.name, one.value)
            results = catalog.search(parse(text), [kind]).found[kind]
            assert (text, one.count) == (text, len(results))
        if found:
            names = [field for one in found if one.value == "none"]
            assert len(names) <= 1, "that nothing is recorded is said once"


def test_a_range_that_is_typed_is_a_value_too(catalog: Catalog) -> None:
    found = narrow(catalog, FIELDS["signed"], AGREEMENT, "", "2021..2024").found
    asked = catalog.search(parse("signed:2021..2024"), [AGREEMENT]).found[AGREEMENT]
    assert [(one.value, one.count) for one in found] == [("2021..2024", len(asked))]
    assert not narrow(catalog, FIELDS["signed"], AGREEMENT, "", "zzz").found


def test_dates_come_from_the_last_one_on_and_chosen_values_in_any_case(catalog: Catalog) -> None:
    all_of_them = narrow(catalog, FIELDS["signed"], AGREEMENT, "").found
    years = [one.value for one in all_of_them if one.value != "none"]
    assert years == sorted(years, reverse=True)
    some = narrow(catalog, FIELDS["signed"], AGREEMENT, "signed:1900", most=2)
    assert [one.value for one in some.found] == [*years[:2], "1900", "none"]
    assert some.has_more
    assert some.found[2].count == 0


def test_what_is_left_out_counts_as_if_it_were_not(catalog: Catalog) -> None:
    before = {one.value: one for one in narrow(catalog, FIELDS["type"], AGREEMENT, "").found}
    for query in ("-type:mou", "-type:mou,exchange", "type:mou", "type:MOU imaging -imaging"):
        found = {one.value: one for one in narrow(catalog, FIELDS["type"], AGREEMENT, query).found}
        if "imaging" not in query:
            assert found["mou"] == before["mou"]
        else:
            assert found["mou"].label == before["mou"].label


def narrow(
    catalog: Catalog, field: QueryField, kind: Kind, query: str, typed: str = "", most: int = 60
) -> Narrowers:
    return catalog.narrowers(field, kind, query, typed, most)
