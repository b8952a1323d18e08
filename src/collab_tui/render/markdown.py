"""Pages → Markdown: CommonMark with tables and footnotes, and YAML front matter.

The layout is a jinja2 template. Its context:

- ``pages``: the `Page` of each record;
- ``query``: the query they answer, or None;
- ``notes``: the sources cited by any of them, a `SourceNote` each.

Whatever a template writes with ``{{ … }}`` is escaped, so that a Markdown parser gives back
the text as it is in the registry; control characters are made visible. Filters: ``raw`` (no
escaping), ``yaml`` (a quoted scalar), ``line`` (a `Line`), ``prose`` (an `Item` of a
summary), ``body`` (a `Section`), ``kicker`` (the line below a page's name), ``mark`` and
``footnote`` (a `SourceNote`), ``marks`` (several). ``_("…")`` puts a text of the program into the
language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from collab_tui.language import _, number
from collab_tui.render.page import Form, Item, Line, Page, Section, SourceNote
from collab_tui.render.words import clean, safe_json, status_word

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from collab_tui.render.apart import OwnTemplate

# Characters that have a meaning in CommonMark or GFM everywhere.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w)")
# Only at the beginning of a line: headings, lists, setext underlines, ordered lists.
_AT_START = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)]))")
# At the end of a line: the closing sequence of a heading; white space, which parsers remove.
_AT_END = re.compile(r"(?<= )#(?=#*$)")
_EDGES = re.compile(r"^\s+|\s+$| (?= )")


class Markdown(str):
    """Text that is already Markdown."""

    __slots__ = ()


BLOCK = 32_768
"""Number of characters after which a part of a document is passed on."""


def markdown_blocks(
    pages: Sequence[Page], query: str | None = None, template: OwnTemplate | None = None
) -> Iterator[str]:
    """Yield one Markdown document with all `pages`, part by part; it ends in a newline.

    Raises:
        TemplateError: the user's own `template` fails, or does not end.
    """
    if template is not None:
        yield template.document(pages, query)
    else:
        yield from generate(environment().get_template("records.md.jinja"), pages, query)


def generate(template: Template, pages: Sequence[Page], query: str | None) -> Iterator[str]:
    """Yield what a template makes of `pages`, part by part."""
    notes: dict[str, SourceNote] = {}
    for page in pages:
        for note in page.notes:
            notes.setdefault(note.id, note)
    yield from _tidied(template.generate(pages=pages, query=query, notes=list(notes.values())))


def _tidied(pieces: Iterable[str]) -> Iterator[str]:
    """Join pieces to blocks. No two blank lines are in a row, and none at the ends."""
    begun = False
    held = ""  # line breaks, which may continue in the next block
    for block in _blocks(pieces):
        text = held + block if begun else block.lstrip("\n")
        body = text.rstrip("\n")
        held = text[len(body) :]
        if body:
            begun = True
            yield re.sub(r"\n{3,}", "\n\n", body)
    yield "\n"


def _blocks(pieces: Iterable[str]) -> Iterator[str]:
    parts: list[str] = []
    length = 0
    for piece in pieces:
        parts.append(piece)
        length += len(piece)
        if length >= BLOCK:
            yield "".join(parts)
            parts, length = [], 0
    yield "".join(parts)


@cache
def environment() -> Environment:
    """Return the environment of templates: a sandbox, with the filters described above."""
    from jinja2 import PackageLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    sandbox = SandboxedEnvironment(
        loader=PackageLoader("collab_tui.render"),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    sandbox.globals |= {"_": _in_template}
    sandbox.filters |= {
        "raw": Markdown,
        "yaml": _yaml,
        "line": _line,
        "prose": _prose,
        "body": _body,
        "kicker": _kicker,
        "mark": lambda note: _mark(note.id),
        "marks": lambda notes: Markdown("".join(_mark(note.id) for note in notes)),
        "footnote": _footnote,
    }
    return sandbox


def _in_template(text: str, **values: object) -> str:
    """Return a text in the language. Its places take only what a value is as text."""
    return _(text, **{name: str(value) for name, value in values.items()})


def _finalize(value: Any) -> str:
    return value if isinstance(value, Markdown) else escape(str(value))


def escape(text: str) -> Markdown:
    """Return `text`, changed so that a Markdown parser reads exactly this text.

    It is for one line of a paragraph, list item, heading or table cell. Line breaks become spaces,
    and spaces at both ends are kept.
    """
    return _as_line(_inside(text))


def _inside(text: str) -> str:
    """Escape what has a meaning anywhere in a line."""
    return _ANYWHERE.sub(r"\\\g<0>", clean(text))


def _as_line(text: str) -> Markdown:
    """Escape what has a meaning at the ends of a line."""
    text = _AT_START.sub(_escape_start, text)
    text = _AT_END.sub(r"\\#", text)
    return Markdown(_EDGES.sub(lambda m: "".join(f"&#{ord(c)};" for c in m[0]), text))


def _escape_start(match: re.Match[str]) -> str:
    # A backslash before a digit does not escape; it goes before the dot that follows.
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]


def _yaml(value: object) -> Markdown:
    """Return a YAML double-quoted scalar (YAML 1.2 accepts the strings of JSON)."""
    return Markdown(safe_json(json.dumps(str(value), ensure_ascii=False)))


def _mark(source: str) -> Markdown:
    return Markdown(f"[^{source}]")


def _line(line: Line) -> Markdown:
    text = ""
    for run in line:
        if run.url is not None and _is_address(run.url):
            text = _before_bracket(text)
            text += f"[{_inside(run.text)}](<{_destination(run.url).replace('&', '&amp;')}>)"
        else:
            text += _inside(run.text)
    return _as_line(text)


def _before_bracket(text: str) -> str:
    """Escape a last character that would change the meaning of ``[`` after it: ``![``, ``^[``."""
    return re.sub(r"[!^]$", r"\\\g<0>", text)


def _is_address(url: str) -> bool:
    """Tell whether `url` leads to the web, or to a page beside this one (``../agreement/…``)."""
    return url.startswith(("http://", "https://", "../")) and clean(url) == url


def _destination(url: str) -> str:
    return re.sub(
        r"[\\<>*_`\[\]&|~]", lambda m: f"%{ord(m[0]):02X}" if m[0] in "<>\\|" else m[0], url
    )


def _prose(item: Item) -> Markdown:
    lead = f"{escape(item.lead)}: " if item.lead else ""
    return Markdown(lead + _statement(item))


def _statement(item: Item) -> Markdown:
    line = _line(item.line)
    if item.sources is None:
        return line
    marks = "".join(_mark(source) for source in item.sources)
    return Markdown(_before_bracket(line) + marks if marks else f"{line} ({_('unsourced')})")


def _kicker(page: Page) -> Markdown:
    status = [status_word(page.ref.kind, page.status)] if page.status else []
    parts = [page.ref.kind.label, *page.badges, *status]
    return Markdown(f"*{' · '.join(map(escape, parts))}*")


def _body(section: Section) -> Markdown:
    body = _table(section) if section.form is Form.TABLE else _bullets(section)
    if not section.more:
        return body
    more = _("and {count} more, not in this document", count=number(section.more))
    return Markdown(f"{body}\n\n{more}")


def _bullets(section: Section) -> Markdown:
    lines = []
    for item in section.items:
        indent = "  " * item.depth
        lines.append(f"{indent}- {_statement(item)}")
        lines += [f"{indent}  - {_line(below)}" for below in item.below]
    return Markdown("\n".join(lines))


def _table(section: Section) -> Markdown:
    lead, line = section.heads
    rows = [
        f"| {escape(lead) if lead else ' '} | {escape(line) if line else ' '} |",
        "| --- | --- |",
    ]
    for item in section.items:
        cells = [_statement(item), *map(_line, item.below)]
        rows.append(f"| {escape(item.lead)} | {'<br>'.join(cells)} |")
    return Markdown("\n".join(rows))


def _footnote(note: SourceNote) -> Markdown:
    words = ". ".join(filter(None, (note.title, note.details)))
    if note.url and _is_address(note.url):
        return Markdown(f"[^{note.id}]: {escape(f'{words}.')} <{_destination(note.url)}>")
    return Markdown(f"[^{note.id}]: {escape(f'{words}. {note.url}' if note.url else words)}")
