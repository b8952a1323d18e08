"""No text that users see is left out of the translations: all is said in a made-up language."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

EVERY = Path(__file__).parent / "every.toml"

CLDR = ("English", "Chinese", "Simplified", "Malay", "China")

SPEAK = """
import collab_tui.language

class Marked:
    def gettext(self, text): return f"⟦{text}⟧"
    def pgettext(self, context, text): return f"⟦{text}⟧"
    def ngettext(self, one, many, count): return f"⟦{one if count == 1 else many}⟧"

collab_tui.language._catalog = Marked()

import io, sys
from datetime import date
from pathlib import Path
from rich.console import Console
from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
from collab_tui.render.kinds import page_of
from collab_tui.render.markdown import markdown_blocks
from collab_tui.render.palette import ansi
from collab_tui.render.plain import PlainList, as_plain
from collab_tui.render.terminal import Cut, page_renderable
from collab_tui.views.state import State
from collab_tui.views.view import View

catalog = Catalog.open([Path(sys.argv[1])], None, date(2026, 6, 15))
catalog.refresh()
console = Console(file=io.StringIO(), width=400, theme=ansi())
found = catalog.search(parse("")).found.values()
for row in catalog.shown.rows([n for numbers in found for n in numbers]):
    page = catalog.shown.read(row.n, page_of)
    print("".join(markdown_blocks([page])))
    console.print(page_renderable(page, (), Cut(2, "", "")))
    print(*as_plain("", "", [PlainList(row.kind, [row], 2)]))
print(console.file.getvalue())
view = View(catalog)
about = {"partners": ("institution/nuh",), "paths": ("institution/nuh", "institution/nus")}
about["compare"] = about["paths"]
for name in ("overview", "timeline", "matrix", "map", *about):
    for folded in (True, False):
        state = State(name, about=about.get(name, ()), folded=folded)
        print(view.draw("", state, 400, None if name != "map" else 40).text())
"""


def test_no_text_of_pages_and_views_is_in_english_only() -> None:
    run = [sys.executable, "-c", SPEAK, str(EVERY)]
    said = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    left = {
        word
        for word in re.findall("[A-Za-z]{3,}", unmarked(said))
        if word.lower() not in own_words()
    }
    assert left == set()


def unmarked(said: str) -> str:
    """Return a text without what was marked as translated, without addresses and keys."""
    without = re.sub(
        r"https?://\S+|^\w+: \".*$|^\w+:$|\[\^[^]]*\]|[a-z-]+/[a-z-]+$",
        " ",
        said,
        flags=re.MULTILINE,
    )
    while without != (without := re.sub("⟦[^⟦⟧]*⟧", " ", without)):
        pass
    return without


def own_words() -> set[str]:
    """Return the words of the registry itself, and names that CLDR has."""
    texts = re.sub(r"^[^=#]+=", " ", EVERY.read_text("utf-8"), flags=re.MULTILINE)
    return {word.lower() for word in (*re.findall("[A-Za-z]+", texts), *CLDR)}
