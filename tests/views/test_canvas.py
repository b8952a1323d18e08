"""Cells: wide glyphs, what is cut off, where cursors go, and bars that hide nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from collab_tui.views.canvas import Canvas, Lead, fit
from collab_tui.views.glyphs import bar, columns, to_ascii
from collab_tui.views.names import told_apart
from collab_tui.views.overview import divided

TEXTS = st.text(st.sampled_from("ab …瑞金e\u0301한\t\x1b\u202e🏥·"), max_size=30)


@given(st.lists(st.tuples(st.integers(-5, 25), st.integers(-1, 4), TEXTS), max_size=12))
def test_whatever_is_put_every_row_is_as_wide_as_the_canvas(
    written: list[tuple[int, int, str]],
) -> None:
    canvas = Canvas(20, 4)
    for x, y, text in written:
        canvas.put(x, y, text)
    assert canvas.height == 4
    for row, line in zip(canvas.glyphs, canvas.lines(), strict=True):
        assert len(row) == 20
        assert sum(2 if x + 1 < 20 and row[x + 1] == "" else 1 for x in range(20) if row[x]) == 20
        assert "\x1b" not in line
        assert "\u202e" not in line
    assert all(line.isascii() for line in to_ascii(canvas).lines())


@given(TEXTS, st.integers(0, 20))
def test_a_text_fits(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) <= width
    assert cell_len(told_apart(text, [text + " x", "a b c"], width)) <= width


def test_what_tells_names_apart_stays() -> None:
    names = ["Indonesia and China on health (2017)", "Indonesia and China on health (2022)"]
    assert told_apart(names[0], names[1:], 40) == names[0]
    assert told_apart(names[0], names[1:], 24) == "Indonesia and …(2017)"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 60))
def test_a_bar_is_nothing_only_for_nothing_and_whole_only_for_all(
    count: int, most: int, width: int
) -> None:
    count = min(count, most)
    drawn = bar(count, most, width)
    assert len(drawn) <= width
    assert bool(drawn) == bool(count)
    assert (drawn == "█" * width) == (count == most)


@given(st.lists(st.integers(0, 10**5), min_size=1, max_size=30), st.integers(1, 6))
def test_columns_show_whatever_is_not_nothing(counts: list[int], height: int) -> None:
    rows = columns(counts, height)
    assert len(rows) == height
    for at, count in enumerate(counts):
        assert (rows[-1][at] != " ") == bool(count)


@given(st.lists(st.integers(1, 10**5), min_size=1, max_size=12), st.integers(30, 120))
def test_every_part_has_a_cell_and_all_of_them_the_width(counts: list[int], width: int) -> None:
    widths = divided(counts, width)
    assert sum(widths) == width
    assert min(widths) >= 1


def test_a_cursor_goes_to_what_is_next() -> None:
    canvas = Canvas(20, 5)
    leads = [Lead(term=f"type:{at}") for at in range(4)]
    canvas.put(0, 0, "aaa", lead=leads[0])
    canvas.put(10, 0, "bbb", lead=leads[1])
    canvas.put(8, 2, "ccc", lead=leads[2])
    canvas.put(0, 4, "ddd", lead=leads[3])

    def go(x: int, y: int, dx: int, dy: int) -> Lead | None:
        target = canvas.step(x, y, dx, dy)
        return target.lead if target is not None else None

    assert go(0, 0, 1, 0) is leads[1]
    assert go(10, 0, -1, 0) is leads[0]
    assert go(10, 0, 1, 0) is None
    assert go(10, 0, 0, 1) is leads[2]
    assert go(8, 2, 0, 1) is leads[3]
    assert go(8, 2, 0, -1) is leads[1]
    assert go(19, 3, 0, 0) is leads[2]
