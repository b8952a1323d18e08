"""Finding in the explorer: values to take, filters, links, the way back, sorting, kept queries."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from rich.color import Color
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Input

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.offers import Offer
from collab_tui.config import load_settings, save_query
from collab_tui.places import builtin_registry
from collab_tui.query import parse
from collab_tui.query.edit import TypedValue, written
from collab_tui.query.guide import examples
from collab_tui.query.ready import READY, ready_queries
from collab_tui.query.typed_word import TypedWord
from collab_tui.records.kinds import Kind
from collab_tui.render.palette import dark
from collab_tui.tui.screens.palette import PaletteScreen
from collab_tui.tui.screens.save_query import SaveQueryScreen
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.offer_list import OfferList
from collab_tui.tui.widgets.search_bar import SearchBar
from collab_tui.tui.widgets.trail import Trail
from tests.conftest import SMALL, TODAY, Registry
from tests.finding.conftest import Run
from tests.tui.driver import Driver, exploring, settled
from tests.tui.registries import institution

pytestmark = pytest.mark.usefixtures("config")

INSTITUTION, AGREEMENT, FOCUS_AREA = listed = (Kind.INSTITUTION, Kind.AGREEMENT, Kind.FOCUS_AREA)
SIZE = (112, 36)
"""Wide, and high enough to show each list as a whole."""
MATCH: Color | None = dark().styles["page.match"].bgcolor


@pytest.fixture
async def explorer() -> AsyncIterator[Driver]:
    async with exploring(SMALL, size=SIZE) as driver:
        yield driver


def lines(widget: Widget) -> list[str]:
    width, height = widget.outer_size
    return [strip.text.strip() for strip in widget.render_lines(Region(0, 0, width, height))]


def values(explorer: Driver) -> list[str] | None:
    """Return the values that are offered, line by line; None if there is no list."""
    shown = [f for f in explorer.app.get_default_screen().query(OfferList) if f.display]
    return [" ".join(line.split()) for line in lines(shown[0])] if shown else None


async def write(explorer: Driver, query: str) -> None:
    """Put a query into the search bar, as if it was pasted."""
    await explorer.press("slash")
    assert isinstance(explorer.focused, Input)
    explorer.focused.value = query
    explorer.focused.cursor_position = len(query)
    await explorer.settle()


async def find(explorer: Driver, query: str) -> None:
    """Search for a query, and go to the results."""
    await write(explorer, query)
    await explorer.press("enter")


async def offers(explorer: Driver, expected: list[str] | None) -> None:
    """Wait until exactly these values are offered."""
    await explorer.until(lambda: values(explorer) == expected)


def ids(explorer: Driver, kind: Kind) -> list[str]:
    widget = explorer.list(kind)
    numbers = list(widget.listing.numbers)
    return [row.id for row in explorer.catalog.shown.rows(numbers)]


def marked(explorer: Driver, kind: Kind) -> set[str]:
    """Return the ids of the rows with a dot."""
    widget = explorer.list(kind)
    width, height = widget.outer_size
    strips = widget.render_lines(Region(0, 0, width, height))[: widget.count]
    assert widget.count <= height, "all of it has to be in sight"
    names = ids(explorer, kind)
    return {names[index] for index, strip in enumerate(strips) if strip.text.startswith("•")}


def highlighted(widget: Widget) -> list[str]:
    """Return the runs of cells that look like a match."""
    width, height = widget.outer_size
    runs: list[str] = []
    for strip in widget.render_lines(Region(0, 0, width, height)):
        before = False
        for segment in strip:
            here = segment.style is not None and segment.style.bgcolor == MATCH
            if here and before:
                runs[-1] += segment.text
            elif here:
                runs.append(segment.text)
            before = here
    return runs


def present(explorer: Driver) -> str:
    """Return the id of the record under the cursor of the list that has the focus."""
    assert explorer.pane is not None
    return ids(explorer, explorer.pane)[explorer.list(explorer.pane).cursor]


def trail(explorer: Driver) -> str:
    return lines(explorer.app.get_default_screen().query_one(Trail))[0]


async def stand_on(explorer: Driver, kind: Kind, record: str) -> None:
    await explorer.press(str(listed.index(kind) + 1))
    explorer.list(kind).cursor = ids(explorer, kind).index(record)
    await explorer.until(lambda: f"{kind}/{record}" in explorer.reads())
    assert present(explorer) == record


# Values to take


async def test_a_record_has_the_status_of_the_day_that_its_list_shows(explorer: Driver) -> None:
    await find(explorer, "as-of:2021-07-01 id:agreement/stopped")
    await explorer.until(
        lambda: "as of 1 Jul 2021 · ● active" in " ".join(explorer.reads().split())
    )
    assert "●" in lines(explorer.list(AGREEMENT))[0]
    await find(explorer, "id:agreement/stopped")
    await explorer.until(lambda: "✕ terminated" in explorer.reads())
    assert "as of" not in explorer.reads()


async def test_a_row_counts_the_agreements_of_its_parts_too(explorer: Driver) -> None:
    rows = [line.split() for line in lines(explorer.list(INSTITUTION)) if line]
    counts = {" ".join(words[:3]): words[-1] for words in rows}
    assert counts["National University Health"] == "2·5"
    assert counts["National University Hospital"] == "3"


@pytest.mark.parametrize("size", [(140, 45), (60, 20)])
async def test_the_values_never_cover_what_is_said_of_a_mistake(size: tuple[int, int]) -> None:
    async with exploring(SMALL, size=size) as explorer:
        await write(explorer, "type:memorandum")
        await offers(explorer, ["mou memorandum of understanding 2"])
        bar, (offered,) = (
            explorer.app.screen.query_one(SearchBar),
            explorer.app.screen.query(OfferList),
        )
        await explorer.until(lambda: bar.query_one("#message").display)
        await explorer.until(lambda: offered.region.y == bar.region.bottom)
        await write(explorer, "type:me")
        await explorer.until(lambda: offered.display and offered.region.y == bar.region.bottom)


async def test_a_field_opens_its_values_with_counts(explorer: Driver) -> None:
    await explorer.press("slash")
    await explorer.type("countr")
    await explorer.until(lambda: (values(explorer) or [""])[0].startswith("country: the country"))
    await explorer.press("tab")
    assert explorer.query == "country:"
    await offers(
        explorer,
        [
            "CN China 2",
            "SG Singapore 2",
            "ID Indonesia 1",
            "NL Netherlands 1",
            "TH Thailand 1",
            "VN Vietnam 1",
        ],
    )


async def test_the_values_are_those_under_the_rest_of_the_query(explorer: Driver) -> None:
    await write(explorer, "with:nuh country:")
    await offers(explorer, ["CN China 1", "NL Netherlands 1", "TH Thailand 1"])


async def test_where_the_rest_has_a_mistake_every_value_is_offered(explorer: Driver) -> None:
    await write(explorer, "with:nobody country:")
    await explorer.until(lambda: len(values(explorer) or []) == 6)


async def test_typing_narrows_the_values_in_any_language(explorer: Driver) -> None:
    await write(explorer, "country:")
    for typed, expected in (("s", "SG Singapore 2"), ("in", "SG Singapore 2")):
        await explorer.type(typed)
        await offers(explorer, [expected])
    await explorer.press("backspace", "backspace", "backspace")
    await explorer.until(lambda: len(values(explorer) or []) == 6)
    await explorer.type("越南")
    await offers(explorer, ["VN Vietnam 1"])
    await explorer.type("x")
    await offers(explorer, None)


@pytest.mark.parametrize("key", ["tab", "enter"])
async def test_arrows_and_a_key_take_a_value(explorer: Driver, key: str) -> None:
    await write(explorer, "country:")
    await explorer.press("down", "down", "up", key)
    assert explorer.query == "country:SG "
    await offers(explorer, None)
    assert isinstance(explorer.focused, Input)
    assert explorer.counts() == {"institution": "2/9", "agreement": "5/10", "focus-area": "6/7"}
    await explorer.type("with:philips")
    assert explorer.query == "country:SG with:philips"


async def test_a_click_takes_a_value(explorer: Driver) -> None:
    await write(explorer, "country:")
    await explorer.pilot.click(OfferList, offset=(4, 3))
    await explorer.settle()
    assert explorer.query == "country:NL "
    assert isinstance(explorer.focused, Input)


async def test_the_first_and_the_last_value_are_the_ends(explorer: Driver) -> None:
    await write(explorer, "country:")
    await explorer.press("up", *["down"] * 9, "tab")
    assert explorer.query == "country:VN "


async def test_one_more_value_is_taken_after_a_comma(explorer: Driver) -> None:
    await write(explorer, "country:SG,indo")
    await explorer.press("tab")
    assert explorer.query == "country:SG,ID "
    assert explorer.counts()["institution"] == "3/9"


async def test_a_value_is_taken_before_other_terms(explorer: Driver) -> None:
    await write(explorer, " siriraj")
    await explorer.press("home")
    await explorer.type("-country:thai")
    await explorer.press("tab")
    assert explorer.query == "-country:TH siriraj"
    await explorer.type("x ")
    assert explorer.query == "-country:TH x siriraj", "the cursor is behind the value"


async def test_a_value_is_not_taken_once_the_cursor_has_left(explorer: Driver) -> None:
    await write(explorer, "country:sing")
    await explorer.press("home", "tab")
    assert explorer.query == "country:sing"
    await offers(explorer, None)


async def test_escape_closes_the_values_and_nothing_else(explorer: Driver) -> None:
    await write(explorer, "country:s")
    await explorer.press("escape")
    await offers(explorer, None)
    assert explorer.query == "country:s"
    assert isinstance(explorer.focused, Input)
    await explorer.press("escape")
    assert explorer.query == ""


async def test_a_value_that_is_there_in_full_is_not_offered(explorer: Driver) -> None:
    await write(explorer, "country:SG")
    await offers(explorer, None)
    await explorer.press("enter")
    assert explorer.pane is INSTITUTION


async def test_the_values_go_when_the_search_bar_is_left(explorer: Driver) -> None:
    await write(explorer, "country:")
    await explorer.pilot.click(explorer.list(AGREEMENT), offset=(4, 1))
    await explorer.settle()
    await offers(explorer, None)


async def test_a_quote_that_was_opened_goes_with_the_value(explorer: Driver) -> None:
    await write(explorer, 'with:"national university hosp')
    await offers(explorer, ["nuh National University Hospital 3"])
    await explorer.press("tab")
    assert explorer.query == "with:nuh "


class Bar(App[None]):
    """A search bar by itself."""

    def __init__(self, ask: Callable[[TypedValue], list[Offer]]) -> None:
        super().__init__()
        self.ask = ask
        self.bar = SearchBar("", self.offer, list)
        self.done = 0

    async def offer(self, typed: TypedValue | TypedWord) -> list[Offer]:
        return self.ask(typed) if isinstance(typed, TypedValue) else []

    def compose(self) -> ComposeResult:
        yield self.bar
        yield self.bar.offers

    def on_mount(self) -> None:
        self.bar.input.focus()

    def on_search_bar_asked(self) -> None:
        self.bar.offer_terms()  # as when the lists are there

    def on_search_bar_done(self) -> None:
        self.done += 1


def offer_one(value: str, typed: TypedValue) -> list[Offer]:
    return [Offer(written(value), value, "what it is called", 1)]


async def test_a_key_of_extra_is_followed_by_its_value() -> None:
    app = Bar(partial(offer_one, "cost-centre"))
    async with app.run_test() as pilot:
        await pilot.press(*"extra", "full_stop", "c")
        await settled(pilot)
        await pilot.press("tab")
        await settled(pilot)
        assert app.bar.text == "extra.cost-centre:"


async def test_a_value_that_needs_quotes_gets_them() -> None:
    for value, expected in (("two words", 'tag:"two words" '), ('a "b",c', 'tag:"a ""b"",c" ')):
        app = Bar(partial(offer_one, value))
        async with app.run_test() as pilot:
            await pilot.press(*"tag", "colon")
            await settled(pilot)
            await pilot.press("tab")
            await settled(pilot)
            assert app.bar.text == expected


async def test_a_query_that_is_typed_in_full_is_left_as_it_is_by_enter(builtin: Catalog) -> None:
    app = Bar(builtin.offers)
    async with app.run_test() as pilot:
        for number, (query, _) in enumerate(examples(), 1):
            app.bar.input.value = query
            app.bar.input.cursor_position = len(query)
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            assert (app.bar.text, app.done) == (query, number)


async def test_the_value_that_is_typed_in_full_is_the_chosen_one(explorer: Driver) -> None:
    await write(explorer, "with:nuh")
    await offers(
        explorer,
        ["nuhs National University Health System 5", "nuh National University Hospital 3"],
    )
    await explorer.press("enter")
    assert explorer.query == "with:nuh"
    assert explorer.pane is not None
    await explorer.press("slash")
    await explorer.type(" with:nuh")
    await explorer.press("tab")
    assert explorer.query == "with:nuh with:nuh "


async def test_an_id_that_two_kinds_share_is_taken_with_its_kind(explorer: Driver) -> None:
    await write(explorer, "id:genom")
    await explorer.press("tab")
    assert explorer.query == "id:agreement/genomics "
    assert explorer.counts() == {"institution": "0/9", "agreement": "1/10", "focus-area": "0/7"}


# Filters


FILTERS = [
    (INSTITUTION, "nuh", "with:nuh"),
    (FOCUS_AREA, "imaging", "focus:imaging"),
    (AGREEMENT, "ssmic", "with:nuh,ruijin-hospital"),
    (AGREEMENT, "genomics", "with:sjtu,philips,moh-indonesia"),
    (FOCUS_AREA, "genomics", "focus:genomics"),
]


async def test_f_puts_a_record_into_the_query_and_takes_it_out(explorer: Driver) -> None:
    before = explorer.counts()
    for number, (kind, record, term) in enumerate(FILTERS):
        await stand_on(explorer, kind, record)
        if number % 2:  # it does the same in the detail view
            await explorer.press("enter")
        await explorer.press("f")
        assert explorer.query == term
        assert explorer.counts() != before
        assert f"{kind}/{record}" in explorer.reads()
        await explorer.press("f")
        assert explorer.query == ""
        assert explorer.counts() == before
        assert f"{kind}/{record}" in explorer.reads()


@pytest.mark.parametrize(
    ("agreement", "record", "term", "agreements"),
    [
        ("ssmic", "person/chen", '"Chen Li"', "1/10"),
        ("ssmic", "source/s-news", "source:s-news", "1/10"),
        ("stroke-mou", "source/s-text", "source:s-text", "8/10"),
    ],
)
async def test_f_filters_by_a_person_and_a_source(
    explorer: Driver, agreement: str, record: str, term: str, agreements: str
) -> None:
    await stand_on(explorer, AGREEMENT, agreement)
    await explorer.press("enter")
    await explorer.choose(record)
    await explorer.press("enter", "f")
    assert explorer.query == term
    assert explorer.counts()["agreement"] == agreements
    assert record in explorer.reads()
    await explorer.press("f")
    assert explorer.query == ""


async def test_filters_stand_beside_what_is_there(explorer: Driver) -> None:
    await find(explorer, "country:CN OR country:TH")
    await stand_on(explorer, INSTITUTION, "siriraj")
    await explorer.press("f")
    assert explorer.query == "(country:CN OR country:TH) with:siriraj"
    assert "supply" in ids(explorer, AGREEMENT)
    await explorer.press("f")
    assert explorer.query == "(country:CN OR country:TH)"


async def test_f_takes_the_place_of_the_words_that_led_to_the_record(explorer: Driver) -> None:
    await explorer.press("1")
    await find(explorer, "with:siriraj")
    whole = ids(explorer, INSTITUTION)
    await find(explorer, "siriraj hospital")
    await stand_on(explorer, INSTITUTION, "siriraj")
    await explorer.press("f")
    assert explorer.query == "with:siriraj"
    assert ids(explorer, INSTITUTION) == whole
    await explorer.press("backspace")
    assert explorer.query == "siriraj hospital", "the words are not lost"
    assert "institution/siriraj" in explorer.reads()


async def test_f_on_an_agreement_of_nobody_asks_for_its_id(registry: Registry) -> None:
    alone = '[[agreement]]\nid = "{}"\nname = "Of nobody"\ntype = "mou"\n'
    folder = registry(some=alone.format("lone") + alone.format("same") + institution("same", "S"))
    async with exploring(folder) as explorer:
        for record, term in (("lone", "id:lone"), ("same", "id:agreement/same")):
            await stand_on(explorer, AGREEMENT, record)
            await explorer.press("f")
            assert explorer.query == term
            await explorer.press("f")


async def test_f_on_an_agreement_leaves_something_in_every_list(explorer: Driver) -> None:
    for record in ("ssmic", "stroke-mou"):
        await stand_on(explorer, AGREEMENT, record)
        await explorer.press("f")
        assert explorer.query.startswith("with:")
        assert record in ids(explorer, AGREEMENT)
        assert all(ids(explorer, kind) for kind in listed)
        await explorer.press("f")


async def test_x_takes_out_term_after_term(explorer: Driver) -> None:
    await find(explorer, 'ruijin country:CN -"two words"')
    for left in ("ruijin country:CN", "ruijin", "", ""):
        await explorer.press("x")
        assert explorer.query == left
    assert explorer.counts()["institution"] == "9/9"


async def test_x_takes_out_what_is_a_mistake(explorer: Driver) -> None:
    await find(explorer, "ruijin contry:SG")
    await explorer.press("x")
    assert (explorer.query, explorer.message()) == ("ruijin", "")


async def test_ctrl_w_takes_out_the_term_at_the_cursor(explorer: Driver) -> None:
    await write(explorer, 'ruijin with:"two words" nuh')
    await explorer.press(*["left"] * 6, "ctrl+w")
    assert explorer.query == "ruijin nuh"
    await explorer.press("end", "ctrl+w")
    assert explorer.query == "ruijin"
    assert explorer.counts()["institution"] == "1/9"
    assert isinstance(explorer.focused, Input)


# Linked records


async def test_what_is_linked_is_marked_in_the_other_lists(explorer: Driver) -> None:
    await stand_on(explorer, INSTITUTION, "nuh")
    assert marked(explorer, INSTITUTION) == set()
    assert marked(explorer, AGREEMENT) == {"angio", "ssmic", "undated"}
    assert marked(explorer, FOCUS_AREA) == {"car-t", "imaging", "stroke"}
    await explorer.press("k")
    assert present(explorer) == "nuhs"
    assert marked(explorer, AGREEMENT) == {"stroke-mou", "stopped"}
    await stand_on(explorer, FOCUS_AREA, "genomics")
    assert marked(explorer, FOCUS_AREA) == set()
    assert marked(explorer, AGREEMENT) == {"genomics", "frame"}
    assert marked(explorer, INSTITUTION) == {"sjtu", "philips", "moh-indonesia"}


async def test_n_and_N_walk_what_is_linked_round_and_round(  # noqa: N802
    explorer: Driver,
) -> None:
    await stand_on(explorer, INSTITUTION, "nuh")
    way = ["angio", "ssmic", "undated", "imaging", "car-t", "stroke"]
    dots = [marked(explorer, kind) for kind in listed]
    for record in [*way, *way[:2]]:
        await explorer.press("n")
        assert present(explorer) == record
        assert f"/{record}" in explorer.reads()
        assert [marked(explorer, kind) for kind in listed] == dots, "the anchor stays"
    for record in ["angio", *reversed(way), "stroke"]:
        await explorer.press("N")
        assert present(explorer) == record


async def test_moving_the_cursor_anchors_again(explorer: Driver) -> None:
    await stand_on(explorer, INSTITUTION, "nuh")
    await explorer.press("n", "n")
    assert present(explorer) == "ssmic"
    await explorer.press("k")
    assert present(explorer) == "stroke-mou"
    assert marked(explorer, AGREEMENT) == set()
    assert marked(explorer, INSTITUTION) == {"nuhs", "moh-indonesia"}
    await explorer.press("N")
    assert present(explorer) == "stroke"


async def test_where_nothing_is_linked_n_says_so_and_stays(explorer: Driver) -> None:
    await stand_on(explorer, INSTITUTION, "old-lab")
    await explorer.press("n")
    await explorer.until_seen("Nothing in the lists is linked to this record")
    assert present(explorer) == "old-lab"


async def test_only_what_the_query_leaves_is_walked(explorer: Driver) -> None:
    await find(explorer, "country:SG -kind:focus-area")
    await stand_on(explorer, INSTITUTION, "nuhs")
    for record in ("stroke-mou", "stopped", "stroke-mou"):
        await explorer.press("n")
        assert present(explorer) == record


# Sorting


async def test_s_sorts_a_list_and_its_heading_says_how(explorer: Driver) -> None:
    await stand_on(explorer, AGREEMENT, "ssmic")
    for order, first in (("name", "trial"), ("date", "trial"), ("status", "angio")):
        await explorer.press("s", "enter")
        assert f"by {order}" in explorer.title(AGREEMENT)
        assert ids(explorer, AGREEMENT)[0] == first
        assert present(explorer) == "ssmic", "the cursor stays on its record"
    assert "by " not in explorer.title(INSTITUTION)
    await explorer.press("s")
    assert explorer.sees("Sort the agreements by", "newest first", "turn around: active last")
    await explorer.press("k", "enter")
    assert "by status, active last" in explorer.title(AGREEMENT)
    assert ids(explorer, AGREEMENT)[0] != "angio"
    await explorer.press("s", "g", "enter")
    assert "by " not in explorer.title(AGREEMENT)
    await explorer.press("s", "escape")
    assert "by " not in explorer.title(AGREEMENT)


async def test_an_order_is_kept_for_its_list(explorer: Driver) -> None:
    await explorer.press("s", "j", "enter")
    await explorer.press("2")
    await explorer.press("s", "j", "enter")
    assert "by country" in explorer.title(INSTITUTION)
    assert "by date" in explorer.title(AGREEMENT)
    assert ids(explorer, INSTITUTION)[-1] == "old-lab", "what is unknown comes last"
    await find(explorer, "ruijin")
    assert "by date" in explorer.title(AGREEMENT)
    assert ids(explorer, AGREEMENT) == ["trial", "twinning", "ssmic"]
    await explorer.press("escape")
    assert "by country" in explorer.title(INSTITUTION)


async def test_focus_areas_that_are_sorted_are_no_tree(explorer: Driver) -> None:
    assert ids(explorer, FOCUS_AREA).count("car-t") == 2
    await explorer.press("3", "s", "enter")
    assert ids(explorer, FOCUS_AREA).count("car-t") == 1
    await explorer.press("s", "enter")
    assert ids(explorer, FOCUS_AREA)[0] == "oncology"
    assert "7/7" in explorer.title(FOCUS_AREA)


# The way


async def test_back_and_forward_restore_where_one_was(explorer: Driver) -> None:
    await find(explorer, "country:SG")
    await stand_on(explorer, AGREEMENT, "ssmic")
    cursors = [explorer.list(kind).cursor for kind in listed]
    await explorer.press("enter")
    await explorer.choose("institution/ruijin-hospital")
    await explorer.press("enter")
    assert "institution/ruijin-hospital" in explorer.reads()
    await explorer.press("escape", "escape")
    assert explorer.query == ""
    await find(explorer, "siriraj")
    await explorer.press("backspace")
    assert explorer.query == "country:SG"
    assert explorer.counts()["agreement"] == "5/10"
    assert "agreement/ssmic" in explorer.reads()
    assert explorer.chosen == "institution/ruijin-hospital"
    assert isinstance(explorer.focused, Detail)
    assert [explorer.list(kind).cursor for kind in listed] == cursors
    await explorer.press("right_square_bracket")
    assert explorer.query == "siriraj"
    assert "institution/siriraj" in explorer.reads()
    await explorer.press("left_square_bracket", "escape")
    assert present(explorer) == "ssmic"


async def test_leaving_a_record_that_is_not_listed_returns_to_the_one_under_the_cursor(
    explorer: Driver,
) -> None:
    await find(explorer, "id:ssmic")
    await explorer.press("enter")
    await explorer.choose("institution/ruijin-hospital")
    await explorer.press("enter")
    assert "institution/ruijin-hospital" in explorer.reads()
    await explorer.press("escape")
    assert present(explorer) == "ssmic"
    assert "agreement/ssmic" in explorer.reads()


async def test_back_restores_how_far_one_had_scrolled() -> None:
    async with exploring(SMALL, size=(100, 20)) as explorer:
        await stand_on(explorer, AGREEMENT, "genomics")
        await explorer.press("enter", "G")
        scroll, target = explorer.detail.scroll_offset.y, explorer.chosen
        assert scroll > 0
        assert target is not None
        await explorer.press("enter")
        assert target in explorer.reads()
        assert explorer.detail.scroll_offset.y == 0
        await explorer.press("backspace")
        assert (explorer.detail.scroll_offset.y, explorer.chosen) == (scroll, target)


async def test_the_breadcrumb_shows_the_way(explorer: Driver) -> None:
    await stand_on(explorer, AGREEMENT, "twinning")
    assert trail(explorer) == ""
    await explorer.press("enter")
    await explorer.choose("institution/ruijin-hospital")
    await explorer.press("enter")
    assert trail(explorer) == "Twinning › Ruijin Hospital"
    await explorer.choose("person/chen")
    await explorer.press("enter")
    assert trail(explorer) == "Twinning › Ruijin Hospital › Chen Li"
    await explorer.press("backspace")
    assert trail(explorer) == "Twinning › Ruijin Hospital"
    await explorer.press("backspace")
    assert trail(explorer) == ""


async def test_a_long_way_keeps_its_end(explorer: Driver) -> None:
    await stand_on(explorer, AGREEMENT, "ssmic")
    await explorer.press("enter")
    for target in ("institution/nuh", "agreement/ssmic", "institution/nuh", "agreement/ssmic"):
        await explorer.choose(target)
        await explorer.press("enter")
    assert trail(explorer).startswith("… › ")
    assert trail(explorer).endswith("› Sino-Singapore Medical…")


@pytest.mark.parametrize(
    ("agreement", "record", "refers"),
    [
        ("ssmic", "person/chen", "Ruijin Hospital"),
        ("ssmic", "source/s-news", "Sino-Singapore Medical Innovation Centre"),
    ],
)
async def test_people_and_sources_are_read_with_what_refers_to_them(
    explorer: Driver, agreement: str, record: str, refers: str
) -> None:
    await stand_on(explorer, AGREEMENT, agreement)
    await explorer.press("enter")
    await explorer.choose(record)
    await explorer.press("enter")
    assert record in explorer.reads()
    assert refers in explorer.reads()
    await explorer.choose("institution/ruijin-hospital")
    await explorer.press("enter", "escape")
    assert present(explorer) == "ruijin-hospital"


async def test_a_click_follows_a_link_and_back_comes_back(explorer: Driver) -> None:
    await stand_on(explorer, AGREEMENT, "ssmic")
    shown = explorer.reads().splitlines()
    y = next(y for y, line in enumerate(shown) if "Chen Li" in line)
    await explorer.pilot.click(explorer.detail, offset=(shown[y].index("Chen"), y))
    await explorer.settle()
    assert "person/chen" in explorer.reads()
    await explorer.press("backspace")
    assert "agreement/ssmic" in explorer.reads()


# Why it matched


async def test_matched_words_are_highlighted_in_lists_and_detail(explorer: Driver) -> None:
    await find(explorer, "hosp nuh")
    assert highlighted(explorer.list(INSTITUTION)) == ["Hospital", "NUH"]
    assert "Hospital" in highlighted(explorer.detail)
    assert "NUH" in highlighted(explorer.detail)
    await explorer.press("escape")
    assert highlighted(explorer.list(INSTITUTION)) == []
    assert highlighted(explorer.detail) == []


async def test_what_is_highlighted_is_what_was_asked_for(explorer: Driver) -> None:
    for query, kind, words in (
        ("瑞金", INSTITUTION, ["瑞金"]),
        ("viet duc", INSTITUTION, ["Việt", "Đức"]),
        ("car-t", FOCUS_AREA, ["CAR-T"]),
        ('"cell therapy"', FOCUS_AREA, ["Cell therapy", "cell therapy"]),
        ("imag -stroke", FOCUS_AREA, ["imaging"]),
        ("with:nuh", INSTITUTION, []),
    ):
        await find(explorer, query)
        assert sorted(highlighted(explorer.list(kind))) == sorted(words), query


async def test_a_row_says_where_it_matched() -> None:
    async with exploring(SMALL, size=(200, 45)) as explorer:
        for query, record, said in (
            ("kemenkes", "Ministry of Health of Indonesia", "acronym: Kemenkes"),
            ("guangci", "Ruijin Hospital", "alias: Guangci Hospital"),
            ("瑞金", "Ruijin Hospital", "Chinese: 上海交通大学医学院附属瑞金医院"),
            ("ศิริราช", "Siriraj Hospital", "Thai: โรงพยาบาลศิริราช"),
            ("ruijin", "Twinning", "participant: Ruijin Hospital"),
            ("indonesia", "Framework", "participant: Ministry of Health of Indonesia"),
        ):
            await find(explorer, query)
            rows = [line for line in explorer.lines() if line[1:].startswith(record)]
            assert any(said in row for row in rows), (query, rows)


async def test_a_row_whose_name_matched_says_nothing_more(explorer: Driver) -> None:
    await find(explorer, "ruijin")
    (row,) = [line for line in explorer.lines() if line.startswith(" Ruijin Hospital")]
    assert ":" not in row.partition("▏")[0]


# Nothing found


async def test_enter_takes_the_better_spelling(explorer: Driver) -> None:
    await write(explorer, "ruijn country:CN")
    assert "Enter searches for: ruijin country:CN" in explorer.message()
    await explorer.press("enter")
    assert explorer.query == "ruijin country:CN"
    assert ids(explorer, INSTITUTION) == ["ruijin-hospital"]
    assert explorer.message() == ""
    await explorer.press("enter")
    assert explorer.pane is INSTITUTION


async def test_it_says_how_many_match_without_a_term(explorer: Driver) -> None:
    await write(explorer, "philips country:SG")
    assert explorer.message() == "" or "without" in explorer.message()
    await explorer.type(" siriraj")
    assert "nothing matches" in explorer.message()
    await explorer.press("escape")
    await explorer.type("xyzzyx ruijin")
    assert "4 without xyzzyx" in explorer.message()
    assert "without ruijin" not in explorer.message(), "nothing matches without it either"
    await explorer.press("enter")
    assert explorer.query == "xyzzyx ruijin", "there is nothing better to take"


# Kept queries


async def test_S_keeps_the_query_and_the_palette_offers_it(  # noqa: N802
    explorer: Driver, config: Path
) -> None:
    await find(explorer, "with:nuh country:CN")
    await explorer.press("S")
    await explorer.type("Nuh In China")
    await explorer.press("enter")
    await explorer.until_seen("a name of lower-case letters, digits and hyphens")
    await explorer.press("ctrl+u")
    await explorer.type("nuh-in-china")
    await explorer.press("enter")
    await explorer.until(lambda: not isinstance(explorer.app.screen, SaveQueryScreen))
    assert load_settings(config).queries == {"nuh-in-china": "with:nuh country:CN"}
    await explorer.press("escape")
    assert explorer.query == ""
    await explorer.press("ctrl+p")
    assert isinstance(explorer.app.screen, PaletteScreen)
    await explorer.type("nuh-in-china")
    await explorer.until_seen("Search for @nuh-in-china")
    await explorer.press("enter")
    await explorer.until(lambda: explorer.query == "with:nuh country:CN")
    await explorer.settle()
    assert explorer.counts()["institution"] == "1/9"
    assert explorer.pane is not None


async def test_a_name_that_is_taken_is_refused(explorer: Driver, config: Path) -> None:
    save_query("mine", "nuh")
    await find(explorer, "ruijin")
    await explorer.press("S")
    await explorer.type("mine")
    await explorer.press("enter")
    await explorer.until_seen("'@mine' is taken")
    await explorer.press("escape")
    assert load_settings(config).queries == {"mine": "nuh"}
    assert explorer.query == "ruijin"


@pytest.mark.parametrize("query", ["", "contry:SG"])
async def test_without_a_good_query_there_is_nothing_to_keep(explorer: Driver, query: str) -> None:
    await find(explorer, query)
    await explorer.press("S")
    await explorer.until_seen("There is no query to keep")
    assert len(explorer.app.screen_stack) == 1


# Which list answers


@pytest.mark.parametrize(
    ("query", "pane"),
    [
        ("is:undated", AGREEMENT),  # institutions and focus areas match through agreements
        ("type:mou", AGREEMENT),
        ("signed:2024", AGREEMENT),
        ("country:CN", INSTITUTION),
        ("hospital", INSTITUTION),
        ("kind:focus-area", FOCUS_AREA),
        ("kind:institution is:undated", INSTITUTION),
    ],
)
async def test_enter_goes_to_the_list_that_answers(
    explorer: Driver, query: str, pane: Kind
) -> None:
    await find(explorer, query)
    assert int(explorer.counts()[pane.value].split("/")[0])
    assert explorer.pane is pane
    assert explorer.title(pane).startswith("▌")


async def test_an_empty_answer_on_dates_says_how_many_have_one(explorer: Driver) -> None:
    await write(explorer, "ends:1950")
    assert re.search(r"\d+ of \d+ agreements ha(s|ve) an end", explorer.message())


# What a plain word may mean, and ready questions


async def test_a_plain_word_offers_terms_and_enter_still_searches_for_it() -> None:
    async with exploring(SMALL, size=SIZE) as explorer:
        await write(explorer, "thai")
        await offers(explorer, ["country:TH Thailand 1"])
        assert explorer.footer().startswith(" ⏎ results  Tab take  ↓ choose")
        await explorer.press("enter")
        assert (explorer.query, explorer.pane) == ("thai", INSTITUTION)
        await write(explorer, "imaging -thai")
        await explorer.press("down")
        assert "⏎ take" in explorer.footer()
        await explorer.press("up", "escape")
        assert explorer.query == "imaging -thai", "the word is as it was typed"
        await write(explorer, "imaging -thai")
        await explorer.press("down", "enter")
        assert explorer.query == "imaging -country:TH "
        await write(explorer, "thailand hospit")
        await offers(explorer, ["country:TH Thailand 1"])
        await explorer.press("tab")
        assert explorer.query == "country:TH hospit", "an earlier word, if the last means nothing"
        await write(explorer, "china twinning")
        await offers(explorer, ["country:CN China 1"])  # no institution, but an agreement
        for word, term in (("expiring", "is:expiring"), ("nuh", "with:nuh"), ("memo", "type:mou")):
            await write(explorer, word)
            await explorer.press("tab")
            assert explorer.query == f"{term} "


async def test_the_empty_search_bar_has_ready_questions(registry: Registry) -> None:
    async with exploring(SMALL, size=SIZE) as explorer:
        # "Ends within twelve months" takes three keys
        await explorer.press("slash", "down", "enter")
        assert explorer.query == "is:expiring"
        assert explorer.pane is AGREEMENT
        count = explorer.title(AGREEMENT).split()[-1]
        await explorer.press("escape", "slash")
        shown = values(explorer) or []
        assert shown[0] == f"Ends within twelve months {count.partition('/')[0]}"
        assert [line.rpartition(" ")[0] for line in shown[1:]] == [
            "Ends within six months",
            "Its end has passed",
            "No end is known",
            "Not reviewed for two years",
            "Names no source",
        ]
        assert "↓ questions" in explorer.footer()
        await explorer.press("escape")
        assert explorer.pane is AGREEMENT, "questions are in nobody's way"


async def test_partners_take_five_keys(builtin: Catalog) -> None:
    async with exploring(builtin_registry(), size=SIZE) as explorer:
        await explorer.press("slash", "n", "u", "s", "tab")
        assert explorer.query == "with:nus "
        found = builtin.search(parse("with:nus"), [INSTITUTION]).found[INSTITUTION]
        assert explorer.title(INSTITUTION).split()[-1].partition("/")[0] == str(len(found))


def test_a_ready_question_is_asked_by_its_name_unless_that_is_the_users_own(
    config: Path, run: Run
) -> None:
    ready = run("search", "@ends-soon", "--format", "ids").stdout
    assert ready == run("search", "is:expiring", "--format", "ids").stdout != ""
    for name in ready_queries(TODAY):
        assert run("search", f"@{name}").exit_code in (0, 1)
        assert f"@{name}" in run("search", "--help").stdout
    save_query("ends-soon", "nuh")
    assert run("search", "@ends-soon").stdout == run("search", "nuh").stdout


def test_every_ready_question_can_be_asked_on_every_day() -> None:
    for day in (date(1, 1, 1), date(2028, 2, 29), date(9999, 12, 31)):
        assert [parse(query) for query in ready_queries(day, day).values()]
        assert len(ready_queries(day, day)) == len(READY) == len(ready_queries(day)) + 1


@pytest.mark.parametrize(
    ("day", "last"), [((2026, 11, 27), "2027-05-27"), ((2026, 8, 31), "2027-02-28")]
)
def test_half_a_year_ends_on_the_same_day_or_the_last_of_its_month(
    day: tuple[int, int, int], last: str
) -> None:
    asked = ready_queries(date(*day))["ends-in-half-a-year"]
    assert asked == f"is:expiring ends:<={last}"
