"""Why a record matched, and where its text has the words that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.catalog import why
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.fts import searchable
from collab_tui.catalog.text import placed_tokens, tokens
from collab_tui.catalog.why import Asked, asked_words, find_words
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from tests.conftest import SMALL, TODAY, Registry

EXTRA = """
[[institution]]
id = "kept"
name = { en = "Kept Institute", zh-Hans = "保存研究所" }
acronyms = ["KPI"]
aliases = ["House of Records"]
city = "Ghent"
country = "BE"
summary = "A place for parchment."

[[institution]]
id = "branch-zero"
name = "Branch"
parent = "kept"

[[focus_area]]
id = "leaf"
name = "Leaf study"
aliases = ["Phyllology"]

[[agreement]]
id = "deal"
name = "A deal"
type = "mou"
participants = [{ institution = "kept", people = ["ada"] }, { institution = "branch-zero" }]
focus_areas = ["leaf"]
milestones = [{ date = 2025, event = "unveiling" }]

[[person]]
id = "ada"
name = "Ada Quill"
affiliations = [{ institution = "kept", post = "archivist" }]
"""


@pytest.fixture(scope="module")
def extra(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    file = tmp_path_factory.mktemp("extra") / "extra.toml"
    file.write_text(EXTRA, encoding="utf-8")
    catalog = Catalog.open([file], None, TODAY)
    catalog.refresh()
    yield catalog
    catalog.close()


def reasons(catalog: Catalog, query: str, *kinds: Kind) -> dict[str, str]:
    """Return, for each record found, the reason as a row shows it; empty if it is the name."""
    node = parse(query)
    results = catalog.search(node, kinds or tuple(Kind))
    numbers = [n for found in results.found.values() for n in found]
    matches = catalog.shown.explain(numbers, asked_words(node))
    return {
        row.id: f"{match.field}: {match.text}" if (match := matches.get(row.n)) else ""
        for row in catalog.shown.rows(numbers)
    }


# The reason


@pytest.mark.parametrize(
    ("query", "record", "reason"),
    [
        ("kept", "kept", ""),
        ("kept insti", "kept", ""),
        ("保存", "kept", "Chinese: 保存研究所"),
        ("KPI", "kept", "acronym: KPI"),
        ("house", "kept", "alias: House of Records"),
        ('"of records"', "kept", "alias: House of Records"),
        ("zero", "branch-zero", "id: branch-zero"),
        ("kept", "branch-zero", "part of: Kept Institute"),
        ("parchment", "kept", "summary: A place for parchment."),
        ("ghent", "kept", "city: Ghent"),
        ("belgium", "kept", "country: Belgium"),
        ("institute", "deal", "participant: Kept Institute"),
        ("保存", "deal", "participant: 保存研究所"),
        ("kpi", "deal", "participant: KPI"),
        ("leaf", "deal", "focus: Leaf study"),
        ("phyllology", "deal", "focus: Phyllology"),
        ("quill", "deal", "person: Ada Quill"),
        ("unveil", "deal", "milestones: unveiling"),
        ("records", "ada", "at: House of Records"),
        ("archiv", "ada", "affiliations: archivist"),
        # with several words, the first one that is not in the name
        ("kept house", "kept", "alias: House of Records"),
        ("ghent kpi", "kept", "city: Ghent"),
        # with alternatives, one that matches
        ("house OR deal", "kept", "alias: House of Records"),
        ("nosuch OR house", "kept", "alias: House of Records"),
        ("nosuch OR kept", "kept", ""),
        # negated words and filters are not reasons
        ("kept -deal", "kept", ""),
        ("-nosuch", "kept", ""),
        ("country:BE", "kept", ""),
        ("house country:BE", "kept", "alias: House of Records"),
    ],
)
def test_a_record_says_why_it_matched(extra: Catalog, query: str, record: str, reason: str) -> None:
    assert reasons(extra, query)[record] == reason


@pytest.mark.parametrize(
    ("query", "record", "reason"),
    [
        ("瑞金", "ruijin-hospital", "Chinese: 上海交通大学医学院附属瑞金医院"),
        ("ศิริราช", "siriraj", "Thai: โรงพยาบาลศิริราช"),
        ("kemenkes", "moh-indonesia", "acronym: Kemenkes"),
        ("viet duc", "viet-duc", ""),
        ("singapore", "nuh", "country: Singapore"),
    ],
)
def test_in_any_script(catalog: Catalog, query: str, record: str, reason: str) -> None:
    assert reasons(catalog, query)[record] == reason


def test_every_word_that_finds_a_record_is_in_its_name_or_in_the_reason(catalog: Catalog) -> None:
    words = {token for text in SMALL.read_text("utf-8").splitlines() for token in tokens(text)}
    found = 0
    for word in sorted(words):
        node = parse(f'"{word}"')
        asked = asked_words(node)
        numbers = [n for part in catalog.search(node).found.values() for n in part]
        matches = catalog.shown.explain(numbers, asked)
        for row in catalog.shown.rows(numbers):
            found += 1
            in_name = bool(find_words(row.name, asked))
            assert (row.n in matches) is not in_name, (word, row.ref)
            assert in_name or find_words(matches[row.n].text, asked)
    assert found > 300


def test_without_words_there_is_nothing_to_explain(catalog: Catalog) -> None:
    assert catalog.shown.explain([1, 2, 3], []) == {}
    assert set(reasons(catalog, "with:nuh signed:2024").values()) == {""}


def test_what_is_shown_is_the_text_as_it_is_written(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    folder = registry(
        a='[[institution]]\nid = "x"\nname = "X"\naliases = ["[bold]Ärzte[/]\\u001b[31m"]\n'
    )
    assert reasons(opened(folder), "arzte") == {"x": "alias: [bold]Ärzte[/]\x1b[31m"}


# Which words were asked for


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", []),
        ("ruijin", [(("ruijin",), True)]),
        ("RuiJin Đức", [(("ruijin",), True), (("duc",), True)]),
        ("car-t", [(("car", "t"), True)]),
        ('"CAR-T cell"', [(("car", "t", "cell"), False)]),
        ("瑞金", [(("瑞", "金"), True)]),
        ("a OR (b c)", [(("a",), True), (("b",), True), (("c",), True)]),
        ("a -b -(c OR d)", [(("a",), True)]),
        ("a country:SG", [(("a",), True)]),
        ("--- a", [(("a",), True)]),
    ],
)
def test_the_words_that_were_asked_for(query: str, expected: list[Asked]) -> None:
    assert asked_words(parse(query)) == expected


# Where they are


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Ruijin Hospital", "ruijin", ["Ruijin"]),
        ("Ruijin Hospital", "rui", ["Ruijin"]),
        ("Ruijin Hospital", '"rui"', []),
        ("Ruijin Hospital", "jin", []),
        ("Ruijin Hospital", "hosp rui", ["Ruijin", "Hospital"]),
        ("the hospital of the hospitals", "hospital", ["hospital", "hospitals"]),
        ("National University Hospital", '"university hospital"', ["University Hospital"]),
        ("National University Hospital", '"hospital university"', []),
        ("CAR-T cells; CAR T; cart", "car-t", ["CAR-T", "CAR T"]),
        ("CAR-TIL", "car-t", ["CAR-TIL"]),
        ("CT/MRI imaging", "mri", ["MRI"]),
        ("附属瑞金医院", "瑞金", ["瑞金"]),
        ("附属瑞金医院", '"瑞金"', ["瑞金"]),
        ("附属瑞金医院", "金瑞", []),
        ("CAR細胞療法", "細胞", ["細胞"]),
        ("CAR細胞療法", "car", ["CAR"]),
        ("Bệnh viện Hữu nghị Việt Đức", "viet duc", ["Việt", "Đức"]),
        ("Bệnh viện".encode().decode(), "VIỆN", ["viện"]),
        ("e\u0301cole", "ecole", ["e\u0301cole"]),
        ("ecole\u0301 x", "ecole", ["ecole\u0301"]),
        ("โรงพยาบาลศิริราช", "ศิริราช", ["ศิริราช"]),
        ("ศิริราช", "ศิ", ["ศิ"]),
        ("حَمَّد", "حمد", ["حَمَّد"]),
        ("Straße", "strasse", ["Straße"]),
        ("½ dose", "2", ["½"]),
        ("ﬁbre", "fib", ["ﬁbre"]),
        ("İstanbul", "istanbul", ["İstanbul"]),
        ("", "a", []),
        ("· — ·", "a", []),
        ("a a", "a", ["a", "a"]),
    ],
)
def test_where_words_stand(text: str, query: str, marked: list[str]) -> None:
    spans = find_words(text, asked_words(parse(query)))
    assert [text[start:end] for start, end in spans] == marked


def test_what_two_words_both_find_is_marked_once() -> None:
    assert find_words("Hospital", asked_words(parse("hos hospital"))) == [(0, 8)]


WORDS = st.text("abcé瑞金ร½ﬁ0-ệ /", max_size=12)


@given(st.one_of(st.text(), WORDS), st.lists(st.one_of(st.text(max_size=3), WORDS), max_size=3))
def test_each_span_is_in_the_text_and_holds_a_word(text: str, words: list[str]) -> None:
    asked: list[Asked] = [(tuple(tokens(word)), True) for word in words if tokens(word)]
    spans = find_words(text, asked)
    assert spans == sorted(set(spans))
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        held = tokens(text[start:end])
        assert any(
            held[at : at + len(run) - 1] == list(run[:-1])
            and held[at + len(run) - 1].startswith(run[-1])
            for run, _ in asked
            for at in range(len(held) - len(run) + 1)
        )


@given(st.one_of(st.text(), WORDS))
def test_each_token_has_a_place(text: str) -> None:
    placed = placed_tokens(text)
    assert [token for token, _, _ in placed] == tokens(text)
    assert all(0 <= start < end <= len(text) for _, start, end in placed)
    starts = [start for _, start, _ in placed]
    assert starts == sorted(starts)
    for token in tokens(text):
        assert find_words(text, [((token,), False)])


class _Anything(str):
    """A text in which every word seems to be."""

    def __contains__(self, _: object) -> bool:
        return True


@pytest.mark.parametrize("query", ["hos", "Đức", '"附属 瑞金"', "car-t mri", "o'neill", "strasse"])
def test_what_is_passed_over_at_once_has_none_of_the_words(
    query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["National Hospital 12", "Bệnh viện Hữu nghị Việt Đức", "附属瑞金医院", "CAR-T, MRI/CT"]
    texts += ["Straße", "O’Neill O'Neill 123", "", "hospices", "ＨＯＳＴ"]
    asked = asked_words(searchable(parse(query)))
    fast = [find_words(text, asked) for text in texts]
    monkeypatch.setattr(why, "fold", lambda _: _Anything())
    assert [find_words(text, asked) for text in texts] == fast
    assert any(fast)
