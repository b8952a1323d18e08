"""Markdown that a parser reads back as exactly the text of the registry."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from collab_tui.catalog.catalog import Catalog
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.markdown import escape
from collab_tui.render.page import Form, Item, Page, Run, Section, SourceNote
from tests.render.conftest import GetPage, every_page, markdown_of

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PARSER.use(footnote_plugin).use(front_matter_plugin)

# What `clean` makes visible, or what a line of text cannot hold.
REPLACED = "\u061c\u200e\u200f" + "".join(
    map(chr, [*range(0x2028, 0x202F), *range(0x2066, 0x206A)])
)
ANY = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=REPLACED))
PIECES = r"""
* ** _ __ ` ``` ~~ ~~~ [ ] ( ) ![ ^[ ^ ! [^a] [^a]: [x](y) # ## ###### < > <b> </b> <!-- &amp;
&#35; & | || \ \\ - -- --- + = === : 1. 1) 12 . ) $ $$ { } {{ {% %} " ' @ www.a.example
http://a.example/?b=1&c=2 <http://x> a b 字 ﷺ ١. ²
"""
SPACES = [" ", "  ", "    ", "\u00a0", "\u3000", "\u2003", "\u200b", "\u200d", "\ufeff", "\u00ad"]
SYNTAX = st.lists(st.sampled_from(PIECES.split() + SPACES), min_size=1, max_size=8).map("".join)
# A registry's text is never blank.
TEXT = st.one_of(ANY, SYNTAX).filter(lambda text: bool(text.strip()))


@dataclass
class Read:
    """What a parser reads in a document, by its place."""

    headings: list[str]
    paragraphs: list[str]
    items: list[str]
    cells: list[str]
    notes: dict[str, str]
    links: list[tuple[str, str]]


def read(document: str) -> Read:
    """Parse a document."""
    found = Read([], [], [], [], {}, [])
    inside: list[str] = []
    note = ""
    for token in PARSER.parse(document):
        if token.type == "footnote_open":
            note = token.meta["label"]
        if token.nesting == 1:
            inside.append(token.type.removesuffix("_open"))
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            assert token.children is not None
            text = plain(token.children)
            found.links += links(token.children)
            if "footnote" in inside:
                found.notes[note] = text
            elif "heading" in inside:
                found.headings.append(text)
            elif "td" in inside or "th" in inside:
                found.cells.append(text)
            elif "list_item" in inside:
                found.items.append(text)
            else:
                found.paragraphs.append(text)
        else:
            assert token.type in ("front_matter", "footnote_anchor"), token.type
    return found


def plain(tokens: Sequence[Token]) -> str:
    """Return the text of a line. Marks of emphasis become *, references to notes disappear."""
    words = {"em_open": "*", "em_close": "*", "link_open": "", "link_close": "", "footnote_ref": ""}
    return "".join(
        t.content if t.type == "text" else words.get(t.type, f"<{t.type}>") for t in tokens
    )


def links(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield (text, address) of every link."""
    for here, token in enumerate(tokens):
        if token.type == "link_open":
            yield tokens[here + 1].content, str(token.attrs["href"])


def page_of_text(text: str) -> Page:
    """Return a page that has `text` in every place that can have a registry's text."""
    sources = ("a",)
    run = Run(text)
    return Page(
        Ref(Kind.AGREEMENT, "x"),
        text,
        (text,),
        acronyms=(text,),
        local_names=(("Indonesian", text),),
        summary=(Item((run,), "", sources), Item((run,), "", ()), Item((run,))),
        sections=(
            Section(
                "Table",
                (
                    Item((run,), text, sources, ((run,),)),
                    Item((run, run), text),
                    Item((run, Run(text, url="http://a.example/"), run)),
                ),
            ),
            Section("List", (Item((run,), "", sources, ((run,),)), Item((run,))), Form.LIST),
            Section("Tree", (Item((run,)), Item((run,), depth=1)), Form.TREE),
        ),
        notes=(SourceNote(1, "a", text, text, None, (text,)),),
    )


@settings(max_examples=400)
@given(TEXT)
@example("C #")
@example("# ##")
@example("1. a")
@example("\u00a0a\u00a0")
@example("2024")
@example("Hello!")
@example("a^")
@example("| a\\|")
@example("a  b ")
def test_any_text_is_read_back_wherever_it_stands(text: str) -> None:
    document = read(markdown_of([page_of_text(text)]))
    assert document.headings == [text, "Table", "List", "Tree", "Notes on sources"]
    assert document.paragraphs == [f"*Agreement · {text}*", text, f"{text} (unsourced)", text]
    assert document.cells[2:] == [
        text,
        f"{text}<html_inline>{text}",
        text,
        text * 2,
        "",
        text * 3,
    ]
    assert document.items[:2] == [f"*Acronyms:* {text}", f"*Indonesian:* {text}"]
    assert document.items[3:] == [text, text, text, text, text, f" {text}"]
    assert document.notes == {"a": f"{text}. {text}"}
    assert (text, "http://a.example/") in document.links


@given(TEXT)
def test_any_text_is_read_back_from_a_cell_alone(text: str) -> None:
    table = f"| {escape(text)} | b |\n| --- | --- |\n| {escape(text)} | b |\n"
    assert read(table).cells == [text, "b", text, "b"]


@given(st.text())
def test_no_text_can_leave_its_line(text: str) -> None:
    document = read(markdown_of([page_of_text(f"a{text}b")]))
    assert len(document.headings) == 5
    assert len(document.cells) == 8
    assert len(document.items) == 9


@given(TEXT, TEXT)
def test_front_matter_is_read_back(name: str, query: str) -> None:
    page = replace(page_of_text(name), dates={"signed": "2024~", "end": "2030"})
    one, several = markdown_of([page]), markdown_of([page, page], query)
    assert front_matter(one) == {
        "ref": "agreement/x",
        "name": name,
        "dates": {"signed": "2024~", "end": "2030"},
    }
    assert front_matter(several) == {"query": query, "refs": ["agreement/x"] * 2}


def front_matter(document: str) -> dict[str, object]:
    """Read the part of YAML that documents begin with."""
    assert document.startswith("---\n")
    found: dict[str, object] = {}
    key = ""
    for line in document[4 : document.index("\n---\n", 3)].split("\n"):
        name, _, scalar = line.partition(": ")
        below = found.get(key)
        if line.startswith("  - "):
            assert isinstance(below, list)
            below.append(json.loads(line[4:]))
        elif line.startswith("  "):
            if not isinstance(below, dict):
                below = found[key] = {}
            below[name.strip()] = json.loads(scalar)
        elif line.endswith(":"):
            key = line[:-1]
            found[key] = []
        else:
            found[name] = json.loads(scalar)
    return found


def test_front_matter_holds_no_character_that_misleads() -> None:
    document = markdown_of([replace(page_of_text("a"), name="x\x85\u202e\x1b\ufeffy\ufffe")])
    line = document.splitlines()[2]
    assert line == r'name: "x\u0085\u202e\u001b\ufeffy\ufffe"'
    assert json.loads(line.removeprefix("name: ")) == "x\x85\u202e\x1b\ufeffy\ufffe"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/?x=1&copy=2&amp;y&lt;z",
        "https://a.example/(b)_c*d~e",
        "https://a.example/[1]#x",
    ],
)
def test_addresses_of_links_are_kept(url: str) -> None:
    section = Section("S", (Item((Run("text", url=url),)),), Form.TABLE)
    note = SourceNote(1, "a", "Title", "", url)
    page = Page(Ref(Kind.SOURCE, "x"), "N", (), sections=(section,), notes=(note,))
    addresses = [address for _, address in read(markdown_of([page])).links]
    assert len(addresses) == 2
    for address in addresses:
        assert address.replace("%5B", "[").replace("%5D", "]") == url
        assert unescape(address) != address or "&" not in url


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a/\u202e"])
def test_only_web_addresses_become_links(url: str) -> None:
    section = Section("S", (Item((Run("text", url=url),)),), Form.TABLE)
    note = SourceNote(1, "a", "Title", "", url)
    page = Page(Ref(Kind.SOURCE, "x"), "N", (), sections=(section,), notes=(note,))
    assert read(markdown_of([page])).links == []


def test_document_reads_as_the_page(page: GetPage) -> None:
    document = read(markdown_of([page("centre")]))
    assert document.headings == [
        "Joint centre for innovation",
        "Facts",
        "Participants",
        "Not disclosed",
        "Timeline",
        "Focus areas",
        "Related agreements",
        "Documents",
        "Notes on sources",
    ]
    assert "City Hospital of the First University · Singapore<html_inline>" in "".join(
        document.cells
    )
    assert document.notes["news"].startswith("Two hospitals open a centre. Ann Author, Ben Writer")


def test_each_fact_is_marked_with_its_sources(page: GetPage) -> None:
    document = markdown_of([page("hospital")])
    assert "| Country | Singapore[^text] |" in document
    assert "| Part of | First University[^news] |" in document
    assert "| City | Singapore (unsourced) |" in document
    assert "- [^news] Counted in 2024." in document


def test_runs_of_a_line_are_joined_without_entities(page: GetPage) -> None:
    assert "&#32;" not in markdown_of([page("hospital")])


def test_record_without_a_source_says_so(page: GetPage) -> None:
    assert "> No source supports this record." in markdown_of([page("unbacked")])


def test_several_records_share_one_list_of_sources(page: GetPage) -> None:
    text = markdown_of([page("centre"), page("hospital")], "with:hospital")
    document = read(text)
    assert "Joint centre for innovation" in document.headings
    assert "City Hospital of the First University" in document.headings
    assert sorted(document.notes) == ["news", "text"]
    assert text.count("\n[^news]: ") == 1
    assert front_matter(text) == {
        "query": "with:hospital",
        "refs": ["agreement/centre", "institution/hospital"],
    }


def test_source_that_is_missing_is_still_a_footnote(page: GetPage) -> None:
    assert read(markdown_of([page("orphan")])).notes == {
        "no-source": "no-source. not in this registry"
    }


def test_every_page_becomes_a_tidy_document(book: Catalog) -> None:
    for page in every_page(book):
        document = markdown_of([page])
        assert document.endswith("\n")
        assert not document.endswith("\n\n")
        assert "\n\n\n" not in document
        assert read(document).headings
