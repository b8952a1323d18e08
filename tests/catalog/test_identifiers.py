"""Identifiers are found in every form that people paste: as words, values and refs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.refs import RefError
from collab_tui.query import QueryError, parse
from collab_tui.records.kinds import Kind
from collab_tui.records.pasted import key_of
from tests.conftest import TODAY, Registry

REGISTRY = """
[[institution]]
id = "nus"
name = "National University"
[institution.identifiers]
ror = "01tgyzw49"
wikidata = "Q738236"
grid = "grid.4280.e"
isni = "0000 0001 2180 6431"
[[institution]]
id = "undip"
name = "Universitas Diponegoro"
[institution.identifiers]
isni = "0000 0000 8544 230X"
[[institution]]
id = "other"
name = "Other"
summary = "Not to be mixed up with 01tgyzw49, which has two mentions: 01tgyzw49, Q738236."
[[focus_area]]
id = "oncology"
name = "Oncology"
mesh = "D008495"
[[agreement]]
id = "mou"
name = "Memorandum"
type = "mou"
participants = [{ institution = "nus" }, { institution = "other" }]
focus_areas = ["oncology"]
evidence = [{ source = "paper" }]
[[person]]
id = "jo"
name = "Jo"
links = ["https://orcid.org/0000-0002-1825-0097"]
[[source]]
id = "paper"
name = "Paper"
type = "report"
url = "https://doi.org/10.1000/ABC.d-1"
"""

NUS = [
    "https://ror.org/01tgyzw49",
    "http://ror.org/01TGYZW49/",
    "ror.org/01tgyzw49",
    "ror:01tgyzw49",
    "01tgyzw49",
    "https://www.wikidata.org/wiki/Q738236",
    "http://www.wikidata.org/entity/Q738236",
    "https://m.wikidata.org/wiki/q738236#sitelinks",
    "Q738236",
    "https://isni.org/isni/0000000121806431",
    "https://www.isni.org/page/0000000121806431/",
    "isni:0000000121806431",
    "0000000121806431",
    "0000-0001-2180-6431",
    "https://www.grid.ac/institutes/grid.4280.e",
    "grid.4280.e",
]
OTHERS = {
    "https://isni.org/isni/000000008544230X": "institution/undip",
    "000000008544230x": "institution/undip",
    "https://doi.org/10.1000/abc.D-1": "source/paper",
    "http://dx.doi.org/10.1000/ABC.d-1?x=1": "source/paper",
    "doi:10.1000/ABC.d-1": "source/paper",
    "10.1000/abc.d-1": "source/paper",
    "https://orcid.org/0000-0002-1825-0097": "person/jo",
    "orcid:0000-0002-1825-0097": "person/jo",
    "0000000218250097": "person/jo",
    "0000-0002-1825-0097": "person/jo",
    "https://meshb.nlm.nih.gov/record/ui?ui=D008495": "focus-area/oncology",
    "http://id.nlm.nih.gov/mesh/D008495": "focus-area/oncology",
}
PASTED = {**dict.fromkeys(NUS, "institution/nus"), **OTHERS}
SPACED = {
    "0000 0001 2180 6431": "institution/nus",
    "0000 0000 8544 230X": "institution/undip",
    "0000 0002 1825 0097": "person/jo",
}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    file = tmp_path_factory.mktemp("identifiers") / "a.toml"
    file.write_text(REGISTRY, encoding="utf-8")
    catalog = Catalog.open([file], None, TODAY)
    catalog.refresh()
    assert catalog.problems.counts()["error"] == 0
    yield catalog
    catalog.close()


def refs(catalog: Catalog, query: str, *kinds: Kind) -> list[str]:
    found = catalog.search(parse(query), kinds or tuple(Kind)).found.values()
    return [str(row.ref) for row in catalog.shown.rows([n for numbers in found for n in numbers])]


@pytest.mark.parametrize(("text", "ref"), [*PASTED.items(), *SPACED.items()])
def test_as_words_of_a_query(named: Catalog, text: str, ref: str) -> None:
    kind = Kind.named(ref.partition("/")[0])
    assert refs(named, text, kind)[0] == ref
    assert refs(named, f'"{text}"', kind)[0] == ref
    assert ref not in refs(named, f"-({text})")
    name = named.shown.rows([named.resolve(ref)])[0].name
    assert refs(named, f"{name} {text}", kind) == [ref]
    assert refs(named, f"nothing OR ({text})", kind)[0] == ref


@pytest.mark.parametrize("prefix", ["ISNI", "isni"])
def test_the_name_of_the_scheme_may_stand_before_it(named: Catalog, prefix: str) -> None:
    assert refs(named, f"{prefix} 0000 0001 2180 6431") == ["institution/nus"]
    assert refs(named, f"{prefix} 0000000121806431") == ["institution/nus"]
    assert refs(named, f"{prefix} nothing") == []


@pytest.mark.parametrize(("text", "ref"), PASTED.items())
def test_as_a_value_and_as_a_ref(named: Catalog, text: str, ref: str) -> None:
    assert refs(named, f"id:{text}") == [ref]
    assert refs(named, f'id:"{text}",mou', Kind.named(ref.partition("/")[0])) == [ref]
    assert named.resolve(text) == named.resolve(ref)


@pytest.mark.parametrize(("text", "ref"), SPACED.items())
def test_with_spaces_a_value_is_quoted(named: Catalog, text: str, ref: str) -> None:
    assert refs(named, f'id:"{text}"') == [ref]
    assert named.resolve(text) == named.resolve(ref)


@pytest.mark.parametrize("text", NUS)
def test_as_an_institution(named: Catalog, text: str) -> None:
    assert refs(named, f"with:{text}") == ["institution/other", "agreement/mou", *FOCUS]


FOCUS = ["focus-area/oncology"]


def test_as_a_source_and_as_a_focus_area(named: Catalog) -> None:
    assert refs(named, "source:https://doi.org/10.1000/abc.d-1") == ["agreement/mou"]
    assert refs(named, "focus:http://id.nlm.nih.gov/mesh/D008495", Kind.AGREEMENT) == [
        "agreement/mou"
    ]


def test_who_has_it_comes_before_who_mentions_it(named: Catalog) -> None:
    assert refs(named, "01tgyzw49") == ["institution/nus", "institution/other"]
    assert refs(named, "https://ror.org/01tgyzw49") == ["institution/nus", "institution/other"]


def test_one_that_nobody_has(named: Catalog) -> None:
    missing = "https://ror.org/04fp9fm22"
    assert refs(named, missing) == []
    assert named.rescue(missing, parse(missing)).suggestion is None
    for query in (f"with:{missing}", f"id:{missing}"):
        with pytest.raises(QueryError, match=missing.replace(".", r"\.")):
            named.search(parse(query))
    with pytest.raises(RefError):
        named.resolve(missing)


@pytest.mark.parametrize(
    "text",
    ["", "nuh", "0000 0001 2180 6432", "01tgyzw40", "https://ror.org/", "10.1000", "Q0", "ror:x"],
)
def test_what_is_no_identifier(text: str) -> None:
    assert key_of(text) is None


def test_an_unknown_field_stays_a_mistake() -> None:
    for text in ("doi:x", "ror:01tgyzw40", "isni:"):
        with pytest.raises(QueryError, match="there is no field"):
            parse(text)


def test_identifiers_follow_their_file(registry: Registry, opened: Callable[..., Catalog]) -> None:
    record = '[[institution]]\nid = "{}"\nname = "X"\nidentifiers = {{ ror = "01tgyzw49" }}\n'
    folder = registry(a=record.format("a"))
    catalog = opened(folder)
    registry(a=record.format("b"))
    catalog.refresh()
    assert refs(catalog, "id:ror.org/01tgyzw49") == ["institution/b"]
    registry(a=record.format("b").replace("01tgyzw49", "04fp9fm22"))
    catalog.refresh()
    assert refs(catalog, "https://ror.org/04fp9fm22") == ["institution/b"]
    assert refs(catalog, "01tgyzw49") == []
