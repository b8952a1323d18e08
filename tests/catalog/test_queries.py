"""What each query finds in small.toml, exactly."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.refs import RefError
from collab_tui.query import QueryError, parse
from collab_tui.query.fields import FIELDS
from collab_tui.query.syntax import And, Term, Text
from collab_tui.records.kinds import Kind

INSTITUTIONS = "moh-indonesia nuh nuhs old-lab philips ruijin-hospital siriraj sjtu viet-duc"
AGREEMENTS = "angio frame genomics ssmic stopped stroke-mou supply trial twinning undated"
FOCUS_AREAS = "car-t cell-therapy genomics haematology imaging oncology stroke"
PEOPLE = "budi chen jane"
SOURCES = "s-news s-text"
CAR_T_AND_UP = "car-t cell-therapy haematology oncology"

Found = dict[Kind, set[str]]
Case = tuple[str, Found]


def found(i: str = "", a: str = "", f: str = "", p: str = "", s: str = "") -> Found:
    return {kind: set(ids.split()) for kind, ids in zip(Kind, (i, a, f, p, s), strict=True)}


def find(query: str, i: str = "", a: str = "", f: str = "", p: str = "", s: str = "") -> Case:
    """What a query finds: institutions, agreements, focus areas, people, sources."""
    return query, found(i, a, f, p, s)


def institutions(query: str, ids: str) -> Case:
    return f"kind:institution {query}", found(i=ids)


def agreements(query: str, ids: str) -> Case:
    return f"kind:agreement {query}", found(a=ids)


def focus_areas(query: str, ids: str) -> Case:
    return f"kind:focus-area {query}", found(f=ids)


def without(every: str, ids: str) -> str:
    return " ".join(set(every.split()) - set(ids.split()))


RUIJIN = {"i": "ruijin-hospital", "a": "ssmic twinning trial", "p": "chen"}
VIET_DUC = {"i": "viet-duc", "a": "stopped twinning trial"}
IMAGING = {"f": "imaging", "a": "angio supply undated"}
EVERYTHING = {"i": INSTITUTIONS, "a": AGREEMENTS, "f": FOCUS_AREAS, "p": PEOPLE, "s": SOURCES}
WITH_NUH = {
    "i": "philips ruijin-hospital siriraj",
    "a": "angio ssmic undated",
    "f": f"{CAR_T_AND_UP} imaging stroke",
}
WITH_RUIJIN = {
    "i": "nuh viet-duc",
    "a": "ssmic trial twinning",
    "f": CAR_T_AND_UP,
    "p": "chen",
}
IN_SINGAPORE = {
    "i": "nuh nuhs",
    "a": "angio ssmic stopped stroke-mou undated",
    "f": f"{CAR_T_AND_UP} imaging stroke",
}

WORDS = [
    find("", **EVERYTHING),
    find("  \t ", **EVERYTHING),
    find("ruijin", **RUIJIN),
    find("RUIJIN hospital", **RUIJIN),
    find("hospital AND ruijin", **RUIJIN),
    find("rui", **RUIJIN),
    find('"rui"'),
    find("瑞金", **RUIJIN),
    find("附属瑞金", **RUIJIN),
    find("金瑞"),
    find('"瑞金医院"', **RUIJIN),
    find("ศิริราช", i="siriraj", a="supply undated"),
    find("ราช", i="siriraj", a="supply undated"),
    find("việt đức", **VIET_DUC),
    find("viet duc", **VIET_DUC),
    find("HUU NGHI", **VIET_DUC),
    find("kementerian kesehatan", i="moh-indonesia", a="frame genomics stroke-mou", p="budi"),
    find("kemenkes", i="moh-indonesia", a="frame genomics stroke-mou", p="budi"),
    find("car-t", a="ssmic trial", f="car-t"),
    find("CAR T", a="ssmic trial", f="car-t"),
    find("t-car"),
    find("CT/MRI", **IMAGING),
    find("mri ct", **IMAGING),
    find("mri/ct"),
    find("imag", **IMAGING),
    find('"ct mri"', **IMAGING),
    find('"cell therapy"', a="frame ssmic trial", f="car-t cell-therapy"),
    find('"therapy cell"'),
    find('"hospital sainte"'),
    find("sino-singapore", a="ssmic"),
    find("singapore", i="nuh nuhs", a="ssmic"),
    find("memorandum", a="stroke-mou", s="s-text"),
    find("memorandum -stroke", s="s-text"),
    find("o'neill", p="jane"),
    find('"Jane ""JJ"" O\'Neill"', p="jane"),
    find("nosuchword"),
    institutions("hospital -ruijin", "nuh siriraj viet-duc"),
    institutions("-hospital", "moh-indonesia nuhs old-lab philips sjtu"),
    institutions("-(hospital OR university)", "moh-indonesia old-lab philips"),
    institutions("(ruijin OR siriraj)", "ruijin-hospital siriraj"),
    find("ruijin OR siriraj kind:institution", **{**RUIJIN, "i": "ruijin-hospital siriraj"}),
    find("philips (ct OR genome)", a="angio genomics supply"),
]

METACHARACTERS = [
    find("'; DROP TABLE record; --"),
    find("ruijin*", **RUIJIN),
    find("ruijin %", **RUIJIN),
    find("ruijin -%", **RUIJIN),
    find("^ruijin + {hospital}", **RUIJIN),
    find('ruijin "*"', **RUIJIN),
    find("ruijin NOT siriraj"),
    find("ruijin NEAR hospital"),
    find('"names : ruijin"'),
    find("ru_jin"),
    find("' AND 1=1"),
    find("ruijin's"),
]

OWN_FIELDS = [
    find("kind:person", p=PEOPLE),
    find("kind:focus_area", f=FOCUS_AREAS),
    find("kind:person,source", p=PEOPLE, s=SOURCES),
    find("-kind:institution,agreement,focus-area", p=PEOPLE, s=SOURCES),
    find("type:mou", a="stroke-mou undated"),
    find("type:healthcare", i="nuh nuhs ruijin-hospital siriraj viet-duc"),
    find("type:supply,news", a="supply", s="s-news"),
    find('type:"Joint Centre"', a="ssmic"),
    find("status:active", i="philips", a="angio frame genomics ssmic"),
    find("STATUS:Inactive", i="old-lab"),
    agreements("-status:active", without(AGREEMENTS, "angio frame genomics ssmic")),
    find("tag:bilateral", a="ssmic"),
    find("id:ssmic", a="ssmic"),
    find("id:nuh,car-t", i="nuh", f="car-t"),
    find("id:genomics", a="genomics", f="genomics"),
    find("id:agreement/genomics", a="genomics"),
    find("source:s-news", i="ruijin-hospital", a="ssmic"),
    find('source:"straits times"', i="ruijin-hospital", a="ssmic"),
    agreements("-source:s-text", "ssmic undated"),
    agreements("source:s-news,s-text", without(AGREEMENTS, "undated")),
    agreements("is:unsourced", "undated"),
    institutions("is:unsourced", "old-lab"),
]

COUNTRY = [
    find("country:SG", **IN_SINGAPORE),
    find("country:sg", **IN_SINGAPORE),
    find("country:Singapore", **IN_SINGAPORE),
    find("country:Singapura", **IN_SINGAPORE),
    find("country:新加坡", **IN_SINGAPORE),
    institutions("country:VN,TH", "siriraj viet-duc"),
    agreements("country:VN,TH", "stopped supply trial twinning undated"),
    agreements("country:SG country:CN", "ssmic"),
    agreements("-country:SG", "frame genomics supply trial twinning"),
    institutions("-country:SG,CN", "moh-indonesia old-lab philips siriraj viet-duc"),
    focus_areas("-country:SG", "genomics"),
]

FOCUS = [
    find("focus:car-t", i="nuh ruijin-hospital viet-duc", a="ssmic trial", f="car-t"),
    find(
        "focus:oncology",
        i="moh-indonesia nuh nuhs ruijin-hospital sjtu viet-duc",
        a="frame ssmic stopped trial",
        f="car-t cell-therapy oncology",
    ),
    find(
        "focus:haematology",
        i="nuh ruijin-hospital viet-duc",
        a="ssmic trial twinning",
        f="car-t haematology",
    ),
    agreements('focus:"cell therapy"', "frame ssmic trial"),
    agreements("focus:cell-therapy,stroke", "frame ssmic stroke-mou trial undated"),
    agreements("focus:stroke focus:imaging", "undated"),
    agreements("-focus:oncology", "angio genomics stroke-mou supply twinning undated"),
    institutions("-focus:oncology", "old-lab philips siriraj"),
    focus_areas("-focus:oncology", "genomics haematology imaging stroke"),
    institutions("focus:haematology focus:oncology", "nuh ruijin-hospital viet-duc"),
]

WITH = [
    find("with:nuh", **WITH_NUH),
    find("with:institution/nuh", **WITH_NUH),
    find('with:"National ""University"" Hospital"', **WITH_NUH),
    find("with:ruijin-hospital", **WITH_RUIJIN),
    find('with:"ruijin hospital"', **WITH_RUIJIN),
    find("with:瑞金", **WITH_RUIJIN),
    find(
        "with:nuhs",
        i="moh-indonesia philips ruijin-hospital siriraj viet-duc",
        a="angio ssmic stopped stroke-mou undated",
        f=f"{CAR_T_AND_UP} imaging stroke",
    ),
    find(
        "with:sjtu",
        i="moh-indonesia nuh philips viet-duc",
        a="frame genomics ssmic trial twinning",
        f=f"{CAR_T_AND_UP} genomics",
        p="chen",
    ),
    institutions("with:nuh,moh-indonesia", "nuhs philips ruijin-hospital siriraj sjtu"),
    institutions("with:nuh,philips", "moh-indonesia nuh philips ruijin-hospital siriraj sjtu"),
    institutions(
        "(with:nuh OR with:philips)", "moh-indonesia nuh philips ruijin-hospital siriraj sjtu"
    ),
    find("with:philips with:moh-indonesia", i="sjtu", a="genomics", f="genomics"),
    find("with:nuh with:philips", a="angio", f="imaging"),
    institutions("-with:nuh", "moh-indonesia nuh nuhs old-lab sjtu viet-duc"),
    agreements("-with:nuh", "frame genomics stopped stroke-mou supply trial twinning"),
    focus_areas("-with:nuh", "genomics"),
    institutions("country:SG -with:philips", "nuhs"),
]

ROLE = [
    find(
        "role:lead",
        i="moh-indonesia nuh philips sjtu",
        a="angio frame genomics ssmic supply",
        f=f"{CAR_T_AND_UP} genomics imaging",
    ),
    find("role:funder,sponsor", i="nuhs philips", a="genomics stopped", f="genomics oncology"),
    institutions("-role:lead", "nuhs old-lab ruijin-hospital siriraj viet-duc"),
    agreements("-role:lead", "stopped stroke-mou trial twinning undated"),
]

SAME_AGREEMENT = [
    find("role:lead focus:imaging", i="nuh philips", a="angio supply", f="imaging"),
    institutions("role:lead with:philips", "nuh sjtu"),
    institutions("role:lead with:moh-indonesia", "sjtu"),
    institutions("role:partner focus:genomics", "moh-indonesia sjtu"),
    institutions("country:CN role:lead", "sjtu"),
    institutions("role:host focus:stroke", "moh-indonesia"),
    find("signed:2020 ends:2026"),
    find(
        "signed:2020 OR ends:2026",
        i="moh-indonesia nuhs philips siriraj sjtu",
        a="genomics stroke-mou supply",
        f="genomics imaging stroke",
    ),
    find("signed:2024 with:nuh", i="ruijin-hospital", a="ssmic", f=CAR_T_AND_UP),
    institutions("focus:imaging -with:nuh", "philips siriraj"),
    institutions("focus:imaging -with:philips", "nuh siriraj"),
    institutions("focus:stroke -with:nuhs", ""),
    agreements("focus:imaging -with:nuh", "supply"),
    institutions("with:siriraj (signed:2020 OR role:observer)", "nuh philips"),
    institutions("with:siriraj -(signed:2020 OR role:lead)", "nuh"),
    institutions("-(with:nuh focus:imaging)", without(INSTITUTIONS, "philips siriraj")),
    institutions("-with:nuh -focus:oncology", "old-lab"),
    institutions("(country:TH OR role:sponsor)", "nuhs siriraj"),
    institutions("hospital signed:2024", "nuh ruijin-hospital"),
    institutions("signed:2024 (ruijin OR with:moh-indonesia)", "nuhs ruijin-hospital"),
    focus_areas("signed:2024 (oncology OR with:moh-indonesia)", "oncology stroke"),
    focus_areas("signed:2024 (car-t OR with:moh-indonesia)", "car-t stroke"),
    focus_areas("focus:oncology with:nuhs", "car-t cell-therapy oncology"),
    focus_areas("with:siriraj -with:philips", "imaging stroke"),
]

DATES = [
    find(
        "signed:2024",
        i="moh-indonesia nuh nuhs ruijin-hospital",
        a="ssmic stroke-mou",
        f=f"{CAR_T_AND_UP} stroke",
    ),
    agreements("signed:2024-10-01", "ssmic"),
    agreements("signed:2024-10-31", "ssmic"),
    agreements("signed:2024-09-30", ""),
    agreements("signed:2024-11-01", ""),
    agreements("signed:2023", "genomics"),
    agreements("signed:2023-11", ""),
    agreements("signed:2021-12-31", "stopped"),
    agreements("signed:<2024", "genomics stopped supply"),
    agreements("signed:<2024-07-01", "genomics stopped supply"),
    agreements("signed:<=2024-07-01", "genomics stopped stroke-mou supply"),
    agreements("signed:<2024-10", "genomics stopped stroke-mou supply"),
    agreements("signed:<2024-10-02", "genomics ssmic stopped stroke-mou supply"),
    agreements("signed:>2024-07", "ssmic"),
    agreements("signed:>2024-10-30", "ssmic"),
    agreements("signed:>2024-10-31", ""),
    agreements("signed:>=2024-10-31", "ssmic"),
    agreements("signed:>2024", ""),
    agreements("signed:2020..2021", "stopped supply"),
    agreements("signed:..2020-02-29", "supply"),
    agreements("signed:..2020-02-28", ""),
    agreements("signed:2024-10..", "ssmic"),
    agreements("signed:2020,2023-12-31", "genomics supply"),
    agreements('signed:"2020"', "supply"),
    agreements("-signed:2020..2024", "angio frame trial twinning undated"),
    agreements("announced:2026-06-30", "twinning"),
    agreements("announced:2023-05", "genomics"),
    agreements("starts:2020", "frame supply"),
    agreements("starts:<2020-03", "frame"),
    agreements("starts:2024-12-31", "genomics"),
    agreements("starts:>=2027", "trial"),
    agreements("ends:<2027", "genomics stopped stroke-mou supply"),
    agreements("ends:2027-06-15", "angio ssmic"),
    agreements("ends:2027-12-31", "ssmic"),
    agreements("ends:>=2028", "stopped trial"),
    agreements("ends:2023-04", "stopped"),
    agreements("date:2025", "angio ssmic undated"),
    agreements("date:2025-05-31", "undated"),
    agreements("date:2025-03-10", "ssmic"),
]

STATES = [
    find("is:expired", i="moh-indonesia philips sjtu", a="genomics", f="genomics"),
    find(
        "is:expiring",
        i="moh-indonesia nuh nuhs philips",
        a="angio stroke-mou",
        f="imaging stroke",
    ),
    find("is:undated", i="nuh siriraj", a="undated", f="imaging stroke"),
    find("is:undisclosed", i="nuh ruijin-hospital", a="ssmic", f=CAR_T_AND_UP),
    agreements("is:expired,undated", "genomics undated"),
    agreements("-is:expired,expiring", without(AGREEMENTS, "angio genomics stroke-mou")),
    institutions("is:expired with:philips", "moh-indonesia sjtu"),
    institutions("is:unsourced,expired", "moh-indonesia old-lab philips sjtu"),
    institutions("-is:unsourced,expired", "nuh nuhs ruijin-hospital siriraj viet-duc"),
    agreements("as-of:2021-07-01", "frame stopped supply"),
    agreements("as-of:2021-05-31", "frame supply"),
    agreements("as-of:2022", "frame stopped supply"),
    agreements("as-of:2023-04-01", "frame stopped"),
    agreements("as-of:2023-04-02", "frame"),
    agreements("as-of:2026-05-31", "angio frame genomics ssmic stroke-mou"),
    agreements("as-of:2026-06-01", "angio frame ssmic stroke-mou"),
    agreements("as-of:2026-06-15 -is:undated", "angio frame ssmic stroke-mou"),
    agreements("as-of:2026-06-16 -is:undated", "angio frame ssmic"),
    agreements("as-of:2019", ""),
    institutions("as-of:2021-07-01", "moh-indonesia nuhs philips siriraj sjtu viet-duc"),
    institutions("as-of:2021-07-01 with:nuhs", "viet-duc"),
]

CASES = [
    *WORDS,
    *METACHARACTERS,
    *OWN_FIELDS,
    *COUNTRY,
    *FOCUS,
    *WITH,
    *ROLE,
    *SAME_AGREEMENT,
    *DATES,
    *STATES,
]

WRITTEN = [query for query, _ in CASES if query.strip()]


def ids(catalog: Catalog, numbers: Iterable[int]) -> list[str]:
    return [row.id for row in catalog.shown.rows(list(numbers))]


def ask(catalog: Catalog, query: str) -> Found:
    results = catalog.search(parse(query))
    return {kind: set(ids(catalog, results.found[kind])) for kind in Kind}


def check_error(error: QueryError, query: str) -> None:
    assert 0 <= error.start <= error.end <= len(query) + 1
    assert error.message


def test_the_table_is_long_enough() -> None:
    assert len({query for query, _ in CASES}) == len(CASES) >= 80


@pytest.mark.parametrize(
    ("query", "expected"), CASES, ids=[query or "(empty)" for query, _ in CASES]
)
def test_query(query: str, expected: Found, catalog: Catalog) -> None:
    assert ask(catalog, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"), CASES, ids=[query or "(empty)" for query, _ in CASES]
)
def test_a_query_printed_finds_the_same(query: str, expected: Found, catalog: Catalog) -> None:
    assert ask(catalog, str(parse(query))) == expected


def test_every_record_is_found_once(catalog: Catalog) -> None:
    results = catalog.search(parse("(car OR therapy OR hospital) OR -nosuchword"))
    assert len(results) == sum(catalog.counts().values())
    assert all(len(set(numbers)) == len(numbers) for numbers in results.found.values())


def test_only_the_kinds_asked_for_are_answered(catalog: Catalog) -> None:
    assert list(catalog.search(parse("ruijin"), [Kind.PERSON]).found) == [Kind.PERSON]


@pytest.mark.parametrize(
    ("query", "start", "end", "hint"),
    [
        ("contry:SG", 0, 6, "'country'"),
        ("ruijin with:nuhss", 12, 17, "'nuhs'"),
        ("with:nuh,ruijn-hospital", 9, 23, "'ruijin-hospital'"),
        ("(focus:car-tt OR x)", 7, 13, "'car-t'"),
        ("-source:s-newz", 8, 14, "'s-news'"),
        ("tag:bilatral", 4, 12, "'bilateral'"),
        ("id:ssmicc", 3, 9, "'ssmic'"),
        ("id:agreement/ssmicc", 3, 19, "'agreement/ssmic'"),
        ("country:Singapoor", 8, 17, "'Singapore'"),
        ("is:expird", 3, 9, "'expired'"),
        ("role:leed", 5, 9, "'lead'"),
        ('with:"no such place"', 5, 20, ""),
        ("country:CH", 8, 10, ""),
        ("country:IN", 8, 10, ""),
        ("with:***", 5, 8, ""),
        ("focus:nuh", 6, 9, ""),
    ],
)
def test_a_name_that_names_nothing_is_an_error_where_it_stands(
    query: str, start: int, end: int, hint: str, catalog: Catalog
) -> None:
    with pytest.raises(QueryError) as caught:
        catalog.search(parse(query))
    assert (caught.value.start, caught.value.end) == (start, end)
    assert hint in (caught.value.hint or "")


@pytest.mark.parametrize(
    "query",
    [
        "hospital " * 1111,
        " OR ".join(f"word{n}" for n in range(1000)),
        " ".join(f"word{n}" for n in range(1000)),
        "-w " * 3333,
        "瑞金" * 5000,
        "with:nuh " * 1111,
        "signed:" + ",".join(["2024"] * 1998),
        "(" * 40 + "ruijin" + ")" * 40,
        "-" * 39 + "ruijin",
        '"' + "car t " * 1666 + '"',
    ],
    ids=lambda query: f"{query[:12]}…{len(query)}",
)
def test_a_long_query_is_answered_or_refused(query: str, catalog: Catalog) -> None:
    try:
        results = catalog.search(parse(query))
    except QueryError as error:
        check_error(error, query)
    else:
        assert len(results) <= sum(catalog.counts().values())


def test_a_catalog_still_answers_after_a_query_it_refused(catalog: Catalog) -> None:
    with pytest.raises(QueryError):
        catalog.search(parse("with:nosuchplace"))
    assert ask(catalog, "id:ssmic") == found(a="ssmic")


PIECES = [
    *("ruijin", "瑞金", "car-t", "é", "đ", "-with:nuh", "with:nuh,philips", "focus:oncology"),
    *(
        "signed:2024..",
        "ends:<2027",
        "is:expiring",
        "as-of:2025",
        "country:SG",
        "country:singapore",
    ),
    *(
        "role:lead",
        "id:ssmic",
        "kind:agreement",
        "tag:bilateral",
        "source:s-news",
        "-(",
        "OR",
        "AND",
    ),
    *("(", ")", "-", "--", '"', '""', "'", "*", ":", ",", "/", "%", ";", "NEAR", "NOT", "^", "+"),
    *("{", "}", "\\", "\x00"),
]


@settings(max_examples=300)
@given(
    pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12),
    between=st.sampled_from(["", " "]),
)
def test_any_text_is_answered_or_is_a_query_error(
    pieces: list[str], between: str, catalog: Catalog
) -> None:
    query = between.join(pieces)
    try:
        tree = parse(query)
        first = catalog.search(tree)
    except QueryError as error:
        check_error(error, query)
    else:
        assert catalog.search(parse(str(tree))) == first


@settings(max_examples=150)
@given(pair=st.lists(st.sampled_from(WRITTEN), min_size=2, max_size=2))
def test_or_finds_what_either_finds(pair: list[str], catalog: Catalog) -> None:
    one, other = (ask(catalog, query) for query in pair)
    both = ask(catalog, f"({pair[0]}) OR ({pair[1]})")
    assert both == {kind: one[kind] | other[kind] for kind in Kind}


@settings(max_examples=100)
@given(query=st.sampled_from(WRITTEN))
def test_minus_finds_the_rest(query: str, catalog: Catalog) -> None:
    every, some, rest = (ask(catalog, text) for text in ("", query, f"-({query})"))
    assert rest == {kind: every[kind] - some[kind] for kind in Kind}


@pytest.mark.parametrize(
    "node",
    [
        Term("with", (Text("a\ud800"),)),
        Term("id", (Text("a\ud800"),)),
        Term("tag", (Text("\udfff"),)),
        Term("country", (Text("\ud800"),)),
    ],
)
def test_half_a_character_in_a_tree_is_a_mistake(catalog: Catalog, node: Term) -> None:
    with pytest.raises(QueryError):
        catalog.search(node)
    with pytest.raises(QueryError):
        catalog.facets(FIELDS["type"], node)
    with pytest.raises(QueryError):
        catalog.facets(FIELDS["with"], And(), "\ud800x")
    with pytest.raises(RefError):
        catalog.resolve("\ud800")
