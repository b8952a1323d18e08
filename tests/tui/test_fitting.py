"""Names in too few columns: they can still be told apart, and fill exactly these columns."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from collab_tui.render.cut import fill, shorten
from collab_tui.tui.widgets.fitting import fit
from collab_tui.tui.widgets.trail import Trail

HEALTH = "Indonesia-China memorandum of understanding on health cooperation"
STANDARDS = "Indonesia-China memorandum of understanding on conformity assessment"


def test_a_name_that_fits_is_whole() -> None:
    assert fit("Philips", 9, ["Philips and others"]) == "Philips  "


def test_a_name_like_no_other_loses_its_middle_and_keeps_whole_words_at_its_end() -> None:
    assert fit(HEALTH, 28, ["Philips", HEALTH]) == "Indonesia-China…cooperation "
    long = "Memorandum of understanding between NUS and Shanghai Jiao Tong"
    assert fit(long, 36) == "Memorandum of und…Shanghai Jiao Tong"
    assert fit("Bangkok-Shantou sister hospital", 12) == "Bangkok-Sha…", "no room for both"


def test_what_two_names_share_is_left_out_first() -> None:
    assert fit(HEALTH, 22, ["Philips", STANDARDS]) == "Indones…health cooper…"
    assert fit(STANDARDS, 22, [HEALTH]) == "Indones…conformity as…"
    assert fit(f"{HEALTH} (2017)", 32, [f"{HEALTH} (2022)"]) == "Indonesia-China memorandu…(2017)"


def test_a_difference_in_the_last_letters_that_fit_is_too_small_to_be_seen() -> None:
    one, other = "Centre for medicine, Jakarta", "Centre for medicine, Surabaya"
    assert fit(one, 23, [other]).rstrip().endswith("…Jakarta")


def test_names_without_spaces_are_cut_where_they_differ() -> None:
    shared = "上海交通大学医学院附属"
    shown = fit(f"{shared}瑞金医院", 20, [f"{shared}仁济医院"])
    assert shown.rstrip().endswith("…瑞金医院")


def test_a_name_that_is_the_beginning_of_another_is_cut_in_the_middle() -> None:
    assert fit(HEALTH, 30, [f"{HEALTH}, renewed"]).endswith("…cooperation")


def test_names_that_share_their_beginning_with_some_and_their_end_with_others() -> None:
    names = [
        "Conservatoire botanique national alpin",
        "Conservatoire botanique national des Hauts-de-France",
        "Conservatoire d'espaces naturels d'Occitanie",
        "Conservatoire d'espaces naturels des Hauts-de-France",
    ]
    shown = [fit(name, 33, names) for name in names]
    assert len(set(shown)) == 4, shown


def found_in(name: str, *words: str) -> list[tuple[int, int]]:
    return [(name.index(word), name.index(word) + len(word)) for word in words]


def test_what_was_found_in_a_name_is_in_sight_and_names_still_differ() -> None:
    long = "Memorandum of understanding on oncology nursing between NUS and Shanghai Jiao Tong"
    assert "nursing" in fit(long, 30, (), found_in(long, "nursing"))
    assert fit(long, 30, (), found_in(long, "Memorandum")) == fit(long, 30)
    shown = fit(long, 34, (), found_in(long, "oncology", "nursing"))
    assert shown.startswith("Memora")
    assert "oncology nursing" in shown
    assert fit(f"A {'x' * 30}", 12, (), [(2, 32)]) == "A xxxxxxxxx…"
    hospital = "上海交通大学医学院附属瑞金医院卢湾分院"
    assert "瑞金" in fit(hospital, 18, (), found_in(hospital, "瑞金"))
    near = [long, long.replace("Jiao Tong", "Fudan")]
    assert len({fit(name, 34, near, found_in(name, "nursing")) for name in near}) == 2


def test_a_reason_is_shortened_at_its_end() -> None:
    assert shorten("acronym: RJH", 12) == "acronym: RJH"
    assert shorten("acronym: RJH", 11) == "acronym: R…"


texts = st.text(st.sampled_from("ab -é瑞́😀"), max_size=40)


@given(texts, st.lists(texts, max_size=4), texts, st.integers(1, 40))
def test_any_name_fills_its_columns(begin: str, ends: list[str], end: str, width: int) -> None:
    others, word = [begin + other for other in ends], (len(begin), len(begin + end[:4]))
    shown = fit(begin + end, width, others)
    assert cell_len(shown) == width
    found = fit(begin + end, width, others, [word])
    assert cell_len(found) == width
    if width >= 12:
        assert end[:4].rstrip() in found
    assert cell_len(shorten(begin + end, width)) <= width
    assert cell_len(fill(begin + end, width)) == width


def test_what_fills_columns_says_what_it_leaves_out() -> None:
    assert fill("瑞金医院", 9) == "瑞金医院 "
    assert fill("瑞金医院", 6) == "瑞金… "
    assert fill("Ruijin", 0) == shorten("Ruijin", 0) == ""


words = st.lists(st.sampled_from(["Memorandum", "of", "health", "on", "Ruijin", "2017", "瑞金"]))


@given(st.lists(words.map(" ".join), min_size=2, max_size=8, unique=True), st.integers(16, 60))
def test_a_form_that_fits_no_other_name_is_never_that_of_another(
    names: list[str], width: int
) -> None:
    """Whatever two names look like, the ellipsis says where letters are left out."""
    for name in names:
        shown = fit(name, width, names).rstrip()
        parts = re.split(" ?… ?", shown)
        at = 0
        for part in parts:
            at = name.index(part, at) + len(part)
        assert name.startswith(parts[0])
        assert shown.endswith("…") or name.rstrip().endswith(parts[-1])


@given(st.lists(st.text("ab 界", min_size=1, max_size=40), min_size=2, max_size=6))
def test_a_way_shows_where_it_is_cut_and_fills_no_more_than_its_line(names: list[str]) -> None:
    trail = Trail()
    trail.show(names)
    for width in (5, 30, 49):
        assert cell_len(trail.draw(width).plain) <= width
    way = trail.draw(30).plain
    whole = " › ".join(names)
    assert way == whole or "…" in way


def test_a_way_has_as_much_of_the_last_name_as_there_is_room_for() -> None:
    trail = Trail()
    trail.show(["Memorandum", "Kailuan General Hospital", "Project RESET Parallel Cohort"])
    assert trail.draw(53).plain == "… › Kailuan General Hospital › Project RESET Paralle…"
    assert trail.draw(40).plain == "… › Kailuan General Hospital › Project…"
