"""Pages → Markdown: CommonMark with tables and footnotes, and YAML front matter.

The layout is a jinja2 template. Its context:

- ``pages``: the `Page` of each record;
- ``query``: the query they answer, or None;
- ``notes``: the sources cited by any of them, a `SourceNote` each.

Whatever a template writes with ``{{ … }}`` is escaped, so that a Markdown parser gives back
the text as it is in the registry; control characters are made visible. Filters: ``raw`` (no
escaping), ``yaml`` (a quoted scalar), ``line`` (a `Line`), ``prose`` (an `Item` of a
summary), ``body`` (a `Section`), ``kicker`` (the line below a page's name), ``mark`` and
``footnote`` (a `SourceNote`), ``marks`` (several).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collab_tui.render.page import Form, Item, Line, Page, Section, SourceNote
from collab_tui.render.words import clean

if TYPE_CHECKING:
    from jinja2 import Environment

# Characters that mean something to CommonMark or GFM wherever they stand.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w)")
# At the beginning of a line only: headings, lists, setext underlines, ordered lists.
_AT_START = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)]))")


class Markdown(str):
    """Text that is Markdown already."""

    __slots__ = ()


class TemplateError(ValueError):
    """A template that cannot be read or used; the message says where and why."""


def render_markdown(
    pages: Sequence[Page], query: str | None = None, template: Path | None = None
) -> str:
    """Return one Markdown document with all `pages`, ending in a newline.

    Raises:
        TemplateError: the user's own `template` cannot be read, or fails.
    """
    import jinja2

    notes: dict[str, SourceNote] = {}
    for page in pages:
        for note in page.notes:
            notes.setdefault(note.id, note)
    environment = _environment()
    try:
        if template is None:
            chosen = environment.get_template("records.md.jinja")
        else:
            chosen = environment.from_string(template.read_text(encoding="utf-8"))
        text = chosen.render(pages=pages, query=query, notes=list(notes.values()))
    except OSError as error:
        raise TemplateError(f"{template}: {error.strerror or error}") from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"{template}:{error.lineno}: {error.message}") from error
    except (jinja2.TemplateError, UnicodeDecodeError, ArithmeticError, TypeError) as error:
        raise TemplateError(f"{template}: {error}") from error
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _environment() -> Environment:
    from jinja2 import PackageLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=PackageLoader("collab_tui.render"),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    environment.filters |= {
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
    return environment


def _finalize(value: Any) -> str:
    return value if isinstance(value, Markdown) else escape(str(value))


def escape(text: str) -> Markdown:
    """Return `text` so that a Markdown parser reads just this text.

    For one line of a paragraph, list item, heading or table cell; line breaks become
    spaces, and spaces at either end are kept.
    """
    text = clean(text)
    body = text.strip(" ")
    if not body:
        return Markdown("&#32;" * len(text))
    escaped = _ANYWHERE.sub(r"\\\g<0>", body)
    escaped = _AT_START.sub(_escape_start, escaped)
    escaped = re.sub(r" (?= )", "&#32;", escaped)
    left = len(text) - len(text.lstrip(" "))
    right = len(text) - len(text.rstrip(" "))
    return Markdown("&#32;" * left + escaped + "&#32;" * right)


def _escape_start(match: re.Match[str]) -> str:
    # A backslash makes no escape before a digit; it goes before the dot that follows.
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]


def _yaml(value: object) -> Markdown:
    """Return a YAML double-quoted scalar (YAML 1.2 takes in JSON's strings)."""
    quoted = json.dumps(str(value), ensure_ascii=False)
    return Markdown(
        re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff]", lambda m: f"\\u{ord(m[0]):04x}", quoted)
    )


def _mark(source: str) -> Markdown:
    return Markdown(f"[^{source}]")


def _line(line: Line) -> Markdown:
    parts = []
    for run in line:
        if run.url is not None and _is_address(run.url):
            parts.append(f"[{escape(run.text)}](<{_destination(run.url)}>)")
        else:
            parts.append(escape(run.text))
    return Markdown("".join(parts))


def _is_address(url: str) -> bool:
    return url.startswith(("http://", "https://")) and clean(url) == url


def _destination(url: str) -> str:
    return re.sub(
        r"[\\<>*_`\[\]&|~]", lambda m: f"%{ord(m[0]):02X}" if m[0] in "<>\\|" else m[0], url
    )


def _marks(sources: Iterable[str] | None) -> str:
    if sources is None:
        return ""
    marks = "".join(_mark(source) for source in sources)
    return marks or " (unsourced)"


def _prose(item: Item) -> Markdown:
    return Markdown(f"{_line(item.line)}{_marks(item.sources)}")


def _kicker(page: Page) -> Markdown:
    parts = [page.ref.kind.label, *page.badges, *([page.status] if page.status else [])]
    return Markdown(f"*{' · '.join(map(escape, parts))}*")


def _body(section: Section) -> Markdown:
    if section.form is Form.TABLE:
        return _table(section)
    lines = []
    for item in section.items:
        indent = "  " * item.depth
        lines.append(f"{indent}- {_line(item.line)}{_marks(item.sources)}")
        lines += [f"{indent}  - {_line(below)}" for below in item.below]
    return Markdown("\n".join(lines))


def _table(section: Section) -> Markdown:
    lead, line = section.heads
    rows = [
        f"| {escape(lead) if lead else ' '} | {escape(line) if line else ' '} |",
        "| --- | --- |",
    ]
    for item in section.items:
        cells = [_line(item.line) + _marks(item.sources), *map(_line, item.below)]
        rows.append(f"| {escape(item.lead)} | {'<br>'.join(cells)} |")
    return Markdown("\n".join(rows))


def _footnote(note: SourceNote) -> Markdown:
    text = f"[^{note.id}]: {escape(note.title)}"
    if note.details:
        text += f". {escape(note.details)}"
    if note.url and _is_address(note.url):
        text += f". <{_destination(note.url)}>"
    elif note.url:
        text += f". {escape(note.url)}"
    return Markdown(text)
