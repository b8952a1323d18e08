"""Hostile articles for ``draft``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import tomli
from click.testing import CliRunner

from collab_tui.cli import cli
from collab_tui.registry.load import load_file
from collab_tui.registry.problems import Severity
from tests.hostile import texts
from tests.hostile.formats import safe
from tests.hostile.part import Part

NEWS = Path(__file__).parent.parent.parent / "drafting" / "news"
WRAPPED = (
    "{}",
    "<html><head><title>{}</title></head><body><article><p>{}</p></article></body></html>",
    "<!DOCTYPE html><p>{}" + "<div>" * 400,
    '<html><script>document.write("{}")</script><body onload="x()"><p>{}<![CDATA[',
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a '{}'><!ENTITY b '&a;&a;&a;'>]><p>&b;{}</p>",
    "%PDF-1.7\n1 0 obj << /Length 999 >> stream\n{}\nendstream",
    '<meta charset="utf-16"><p>{}</p>',
)


@cache
def _articles() -> tuple[str, ...]:
    return tuple(
        f"{one['title']}\n\n{one['body']}"
        for file in sorted(NEWS.glob("*.toml"))
        for one in tomli.loads(file.read_text("utf-8"))["text"]
    )


def article(chance: Random) -> bytes:
    """Return an article with hostile texts between its words, or hardly one."""
    words = chance.choice(_articles()).split(" ")
    for _ in range(chance.randrange(6)):
        words.insert(chance.randrange(len(words)), texts.hostile(chance))
    text = " ".join(words) * chance.choice((1, 1, 1, 4))
    form = chance.choice(WRAPPED)
    content = form.replace("{}", text).encode(chance.choice(("utf-8", "utf-8", "utf-16", "cp1252")),
                                              "replace")  # fmt: skip
    if chance.random() < 0.3:
        at = chance.randrange(len(content))
        content = content[:at] + chance.randbytes(chance.randrange(40)) + content[at:]
    return content


def round_(chance: Random, folder: Path) -> int:
    """Draft records from an article."""
    file = folder / chance.choice(("a.txt", "a.html", "a.pdf"))
    file.write_bytes(article(chance))
    form = chance.choice(("toml", "json"))
    words = ["draft", str(file), "-d", str(texts.EVERY), "-f", form]
    done = CliRunner().invoke(cli, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    safe(done.stderr)
    safe(done.stdout)
    if form == "toml" and done.stdout:
        problems = load_file("draft.toml", done.stdout.encode()).problems
        assert [str(one) for one in problems if one.severity is Severity.ERROR] == []
    return 1


PART = Part(
    "articles",
    "articles with hostile texts, as text, HTML and PDF, cut and in other encodings, for `draft`",
    "the draft is a registry file without errors, and nothing in it is obeyed by a terminal",
    round_,
    rounds=4,
)
