"""Pages in a terminal, for each kind of record."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.console import Console

from collab_tui.catalog.catalog import Catalog
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.page import Item, Page, Run, Section
from collab_tui.render.terminal import LEAD_WIDTH, page_renderable
from collab_tui.render.words import clean
from tests.render.conftest import GetPage, every_page, show_at

ESCAPES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def text_of(page: Page, width: int = 100) -> str:
    return show_at(page_renderable(page), width)


def section(text: str, title: str) -> list[str]:
    """Return the lines below a title, up to the next blank line."""
    lines = [line.rstrip().replace("\xa0", " ") for line in text.splitlines()]
    start = lines.index(title) + 1
    return lines[start : lines.index("", start) if "" in lines[start:] else None]


def row(text: str, label: str) -> str:
    """Return the text beside a label."""
    return next(
        line[LEAD_WIDTH + 2 :].rstrip()
        for line in text.splitlines()
        if line[:LEAD_WIDTH].strip() == label
    )


def squashed(text: str) -> str:
    return "".join(text.split())


def line_of(lines: list[str], part: str) -> int:
    return next(index for index, line in enumerate(lines) if part in line)


def test_heading_has_kind_badges_status_name_local_names_and_ref(page: GetPage) -> None:
    heading = section("\n" + text_of(page("hospital")), "")
    assert heading == [
        "INSTITUTION · healthcare · education · Singapore · 2 agreements · ● active",
        "City Hospital of the First University  CHFU",
        "第一大学附属城市医院  Chinese (Simplified)",
        "institution/hospital",
    ]


def test_institution_counts_the_agreements_of_its_parts_where_they_are_more(page: GetPage) -> None:
    assert page("university").badges[-2:] == ("0 agreements", "2 with its parts")


def test_institution_shows_its_facts(page: GetPage) -> None:
    text = text_of(page("hospital"))
    assert row(text, "Country") == "Singapore ¹"
    assert row(text, "Established") == "about 1985 ¹"
    assert row(text, "Part of") == "First University ²"
    assert row(text, "Beds") == "1200 ²"
    assert row(text, "Location") == "1.5° S, 103.25° E  unsourced"
    assert row(text, "ROR") == "01tgyzw49  unsourced"
    assert row(text, "Also known as") == "Old City Infirmary"
    assert row(text, "inner.floors") == "1, 2"


def test_institution_shows_agreements_parts_and_people(page: GetPage) -> None:
    assert section(text_of(page("hospital")), "AGREEMENTS") == [
        "2025           Joint centre for innovation · lead · with Unbacked Institute · ● active",
        "2020           Memorandum of understanding · ⊘ expired",
    ]
    university = text_of(page("university"))
    assert section(university, "PARTS") == ["  · City Hospital of the First University"]
    assert section(university, "PEOPLE") == ["  · Aymeric Person · Professor"]


def test_participants_have_their_role_and_their_people_a_post(page: GetPage) -> None:
    assert section(text_of(page("centre")), "PARTICIPANTS") == [
        "funder         Unbacked Institute · China  unsourced",
        "lead           City Hospital of the First University · Singapore ²",
        "               Aymeric Person, Chief Executive",
    ]


def test_timeline_is_in_order_of_date(page: GetPage) -> None:
    assert section(text_of(page("centre")), "TIMELINE") == [
        "2023           First talks  unsourced",
        "6 May 2024     Signed ¹ ²",
        "15 Oct 2025    Start ²",
        "16 Oct 2025    First patient  unsourced",
        "               In the new wing.",
        "Nov 2025       Announced ²",
        "2030           End ²",
        "(uncertain)",
    ]


def test_undisclosed_is_listed_with_its_source(page: GetPage) -> None:
    lines = section(text_of(page("centre")), "NOT DISCLOSED")
    assert lines == ["  · The sum of money ¹", "  · The number of beds ¹"]


def test_related_agreements_lead_both_ways(page: GetPage) -> None:
    there = section(text_of(page("centre")), "RELATED AGREEMENTS")
    back = section(text_of(page("memorandum")), "RELATED AGREEMENTS")
    assert there == ["implements     Memorandum of understanding · 2020  unsourced"]
    assert back == ["implemented    Joint centre for innovation · 2025", "by"]


def test_summary_is_shown_in_each_language(page: GetPage) -> None:
    text = text_of(page("centre"))
    assert "They opened a centre. ²" in text
    assert "Indonesian  Mereka membuka pusat. ²" in text


def test_documents_show_their_address(page: GetPage) -> None:
    lines = section(text_of(page("centre")), "DOCUMENTS")
    assert lines == ["  · Full text  unsourced", "    https://hospital.example/text.pdf"]


def test_ended_agreement_is_expired_and_says_what_is_recorded(page: GetPage) -> None:
    text = text_of(page("memorandum"))
    assert text.splitlines()[0].rstrip().endswith("⊘ expired")
    assert row(text, "Status") == "expired (recorded as active; its end has passed) ¹"


def test_focus_area_shows_what_is_broader_and_narrower(page: GetPage) -> None:
    text = text_of(page("cell-therapy"))
    assert section(text, "HIERARCHY") == [
        "  Oncology",
        "  └ Cell therapy",
        "    └ CAR T-cell therapy · 1 agreement",
    ]
    assert section(text, "AGREEMENTS") == ["2025           Joint centre for innovation · ● active"]


def test_related_focus_areas_show_on_either_side(page: GetPage) -> None:
    assert section(text_of(page("oncology")), "RELATED") == ["  · Surgery"]
    assert section(text_of(page("surgery")), "RELATED") == ["  · Oncology"]


def test_person_shows_posts_times_and_agreements(page: GetPage) -> None:
    text = text_of(page("lim"))
    assert section(text, "AFFILIATIONS") == [
        "until 2019     Professor, First University  unsourced",
        "from 2020      Chief Executive, City Hospital of the First University ¹",
    ]
    assert section(text, "AGREEMENTS") == [
        "2025           Joint centre for innovation · for City Hospital of the First University"
        " · ● active"
    ]


def test_source_shows_where_it_appeared_and_what_cites_it(page: GetPage) -> None:
    text = text_of(page("news"))
    assert row(text, "Authors") == "Ann Author, Ben Writer"
    assert row(text, "Published") == "Oct 2025"
    assert row(text, "Language") == "English"
    assert [line.split("  ")[0] for line in section(text, "CITED BY")] == [
        "agreement",
        "institution",
        "institution",
        "person",
    ]
    assert "unsourced" not in text


def test_evidence_numbers_are_those_of_the_list_of_sources(page: GetPage) -> None:
    assert section(text_of(page("centre")), "SOURCES") == [
        " ¹ The agreement  retrieved 2 Jan 2026",
        " ² Two hospitals open a centre  Ann Author, Ben Writer, Daily News, Oct 2025",
        "   https://news.example/centre?a=1&copy=2",
        "   Page 3.",
    ]


def test_record_without_any_source_says_so_once(page: GetPage) -> None:
    text = text_of(page("unbacked"))
    assert text.count("No source supports this record.") == 1
    assert "unsourced" not in text


@pytest.mark.parametrize(
    ("ref", "missing"),
    [
        ("orphan", ["no-parent", "no-source"]),
        ("loose", ["no-broader", "no-related"]),
        ("stranger", ["no-employer"]),
        ("broken", ["no-participant", "no-person", "no-focus", "no-agreement", "no-source"]),
    ],
)
def test_reference_to_nothing_is_marked(page: GetPage, ref: str, missing: list[str]) -> None:
    lines = text_of(page(ref)).splitlines()
    for record_id in missing:
        assert "not in this registry" in lines[line_of(lines, record_id)]


@pytest.mark.parametrize("width", [30, 60, 100])
def test_no_line_is_wider_than_the_terminal(book: Catalog, width: int) -> None:
    for shown in every_page(book):
        assert max(cell_len(line) for line in text_of(shown, width).splitlines()) <= width


@pytest.mark.parametrize("width", [30, 60, 100])
def test_no_name_is_lost(book: Catalog, width: int) -> None:
    for shown in every_page(book):
        text = text_of(shown, width)
        # A name may be folded: in a section, and also beside a folded label.
        right = squashed("".join(line[LEAD_WIDTH + 2 :] for line in text.splitlines()))
        runs = [run for part in shown.sections for item in part.items for run in item.line]
        names = [shown.name, *(run.text for run in runs if run.ref)]
        names += [note.title for note in shown.notes]
        for name in (squashed(clean(name)) for name in names):
            assert name in squashed(text) or name in right


def test_markup_and_escape_sequences_stay_text(page: GetPage) -> None:
    shown = show_at(page_renderable(page("hostile")), 200)
    assert "[bold]Evil[/bold] ␛[31mred␛]8;;http://evil.example␇ ⟨U+009B⟩2J" in shown
    assert "⟨U+202E⟩flip :smile:" in shown
    assert "[link=http://evil.example]X[/link]" in shown
    assert row(shown, "City") == "␛[2J"
    assert row(shown, "[red]beds") == "␇bell"
    assert not ESCAPES.search(shown)


def test_colours_come_from_the_palette_alone(page: GetPage) -> None:
    coloured = show_at(page_renderable(page("hostile")), 200, colour=True)
    plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", coloured)
    assert plain == show_at(page_renderable(page("hostile")), 200)
    assert plain != coloured


def test_links_lead_to_records_and_to_web_addresses_only(page: GetPage) -> None:
    coloured = show_at(page_renderable(page("hospital")), colour=True)
    targets = set(re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b", coloured))
    assert "https://hospital.example/" in targets
    assert "https://ror.org/01tgyzw49" in targets
    assert all(target.startswith("https://") for target in targets)


def test_sections_are_set_apart_by_one_blank_line(book: Catalog) -> None:
    for shown in every_page(book):
        lines = [line.strip() for line in text_of(shown).splitlines()]
        assert lines[0]
        assert lines[-1]
        assert all(one or other for one, other in pairwise(lines))


def test_a_long_key_of_one_s_own_has_a_line_to_itself() -> None:
    item = Item((Run("Ann Example"),), "international_office_contact")
    page = Page(Ref(Kind.AGREEMENT, "x"), "N", (), sections=(Section("Extra", (item,)),))
    lines = [line.rstrip() for line in text_of(page).splitlines()]
    at = lines.index("international_office_contact")
    assert lines[at + 1] == f"{'':15}Ann Example"


def test_words_stay_whole_where_nothing_is_to_be_folded() -> None:
    url = f"https://example.org/{'x' * 200}"
    item = Item((Run(url, url=url),), "Address")
    page = Page(Ref(Kind.SOURCE, "x"), "N", (), sections=(Section("Facts", (item,)),))
    console = Console(file=io.StringIO(), width=60, color_system=None)
    with console.capture() as capture:
        console.print(page_renderable(page, breaks_words=False), crop=False)
    assert any(line.rstrip().endswith(url) for line in capture.get().splitlines())


def test_a_very_long_text_is_cut_and_says_so() -> None:
    item = Item((Run("word " * 400_000),), "Note")
    page = Page(Ref(Kind.AGREEMENT, "x"), "N" * 50_000, (), sections=(Section("X", (item,)),))
    text = text_of(page)
    assert len(text) < 30_000
    assert "(1,995,000 more characters; exports have them all)" in " ".join(text.split())
    assert "(45,000 more characters; exports have them all)" in " ".join(text.split())


def test_a_small_number_stays_beside_its_word_and_a_sign_beside_its_status(book: Catalog) -> None:
    """A line begins neither with the number of a source nor with what only joins words."""
    for page in every_page(book):
        for width in range(34, 80, 5):
            lines = text_of(page, width).split("SOURCES")[0].splitlines()
            begun = {line.strip()[:1] for line in lines}
            assert not {"¹", "²", "³"} & begun, f"{page.ref} in {width} columns"
            assert not any(line.rstrip().endswith(("●", "◐", "○", "⊘")) for line in lines)
            assert not lines[1].startswith("·")
