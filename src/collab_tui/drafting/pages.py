"""The main text of a page, and what the page says about itself.

This runs in a process of its own (see `reading`), because a page can be made so that taking it
apart does not end.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

from collab_tui.drafting.decoding import decoded
from collab_tui.language import _
from collab_tui.outgoing.libraries import LibraryMissingError, library

EXTRA = "draft"
_MOST_PAGES = 300
_MEMORY = 3 << 30
"""Bytes that the process may use."""

_HTML = re.compile(r"<(!doctype\s+html|html|head|body|article|div|p|meta)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,2000}?\blang\s*=\s*[\"']?([A-Za-z-]{2,20})", re.IGNORECASE)
_DATA = re.compile(r"data:[a-z/+-]{1,40};base64,[A-Za-z0-9+/=\s]{100,}")
_FRONT = re.compile(r"---\s*\n(.{0,5000}?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_PAIR = re.compile(r"^(\w+)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_TITLE_MOST = 250
_NARROWEST, _WIDEST = 25, 130
"""Between how many characters the lines of a text are broken."""


@dataclass(slots=True)
class Page:
    """What is in a file: its text, and its data about itself, as far as it has any."""

    text: str = ""
    title: str = ""
    language: str = ""
    published: str = ""
    """As the page gives it: ``2025-06-19``."""
    url: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    fault: str = ""
    """Why it could not be read. The name of the file goes into its place ``{file}``."""
    notes: list[str] = field(default_factory=list)


def page_of(question: tuple[bytes, str, str]) -> Page:
    """Read the content of a file. The question is the content, the file's ending, the address."""
    content, ending, url = question
    _bound()
    try:
        if content.startswith(b"%PDF-"):
            return _pdf(content)
        text = decoded(content)
        if text is None:
            return Page(fault=_("{file} is no text, HTML, Markdown or PDF"))
        if ending in (".html", ".htm", ".xhtml") or _HTML.match(text[:2000].lstrip()[:200]):
            return _html(text, url)
        if ending in (".md", ".markdown") or _FRONT.match(text):
            return _markdown(text)
        return Page(text=_unwrapped(text.splitlines()))
    except LibraryMissingError as error:
        return Page(fault=str(error))
    except MemoryError:
        return Page(fault=_("{file} takes too much memory to read; save its text, and give that"))


def _bound() -> None:
    """Limit the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _html(text: str, url: str) -> Page:
    what = _("reading HTML")
    library("lxml.html.clean", EXTRA, what)  # trafilatura needs it, and does not say so
    trafilatura = library("trafilatura", EXTRA, what)
    text = _DATA.sub("", text).replace("\x00", "")
    declared = _LANGUAGE.search(text[:20000])
    options: dict[str, Any] = {"extensive_search": False, "original_date": True}
    found = trafilatura.bare_extraction(
        text,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=options,
    )
    page = Page(language=declared[1] if declared else "")
    body = (found.text if found is not None else "") or ""
    if found is not None:
        page.title = found.title or ""
        page.published = found.date or ""
        page.url = found.url or ""
        page.publisher = found.sitename or ""
        authors = (one.strip() for one in (found.author or "").split(";"))
        page.authors = tuple(filter(None, authors))
    if not body.strip():
        body = trafilatura.html2txt(text) or ""
    page.text = "\n".join(re.sub(r"^[-•*]\s+", "", line) for line in body.splitlines())
    if not page.text.strip():
        page.fault = _("{file} has no text that can be read; save its text, and give that")
    return page


def _pdf(content: bytes) -> Page:
    pypdf = library("pypdf", EXTRA, _("reading PDF"))
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return Page(fault=_("{file} is locked with a password; save it without one"))
        count = len(reader.pages)
        lines: list[str] = []
        for number in range(min(count, _MOST_PAGES)):
            lines += [*(reader.pages[number].extract_text() or "").splitlines(), ""]
        title = str((reader.metadata or {}).get("/Title") or "")
    except MemoryError:
        raise
    except Exception as error:  # a damaged file fails in many ways
        fault = _("{file} is a PDF that cannot be read ({reason})")
        return Page(fault=fault.replace("{reason}", type(error).__name__))
    text = _unwrapped(lines)
    if not text.strip():
        return Page(fault=_("{file} is a PDF without text (perhaps scanned pages); give its text"))
    page = Page(text=text, title=title if _is_title(title) and title in text else "")
    if count > _MOST_PAGES:
        note = _("only the first {most} of {count} pages are read", most=_MOST_PAGES, count=count)
        page.notes.append(note)
    return page


def _markdown(text: str) -> Page:
    page = Page()
    front = _FRONT.match(text)
    if front:
        text = text[front.end() :]
        pairs: dict[str, str] = dict(_PAIR.findall(front[1]))
        page.title = pairs.get("title", "")
        page.published = pairs.get("date", "")[:10]
        page.language = pairs.get("lang", pairs.get("language", ""))
        page.url = pairs.get("url", "")
        page.authors = tuple(filter(None, [pairs.get("author", "")]))
    text = re.sub(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)", "", text)
    text = re.sub(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)", r"\1", text)
    text = re.sub(r"(\*\*|__|`)(?=\S)(.{1,500}?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<!\w)[*_](?=\S)([^*_\n]{1,500}?)(?<=\S)[*_](?!\w)", r"\1", text)
    heading = re.search(r"^#\s+(.+?)\s*#*$", text, re.MULTILINE)
    if heading and not page.title:
        page.title = heading[1]
    lines = []
    for line in text.splitlines():
        mark = re.match(r"\s{0,3}(?:#{1,6}|>|[-+*]|\d+\.)\s+", line)
        lines += ["", line[mark.end() :]] if mark else [line]
        if mark and "#" in mark[0]:
            lines.append("")
    page.text = _unwrapped(lines)
    return page


def _unwrapped(lines: list[str]) -> str:
    """Return text with one line a paragraph.

    Lines are joined if empty ones stand between paragraphs and they look broken at a width: then
    most lines but the last of each paragraph are of about the same length.
    """
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.strip())
        elif groups[-1]:
            groups.append([])
    inner = [line for group in groups for line in group[:-1]]
    widths = sorted(map(len, inner))
    is_broken = (
        len(groups) > 1
        and bool(widths)
        and _NARROWEST <= widths[-1] <= _WIDEST
        and widths[len(widths) // 2] > widths[-1] * 0.7
    )
    if not is_broken:
        return "\n".join(line for group in groups for line in group)
    return "\n".join(_joined(group) for group in groups if group)


def _joined(lines: list[str]) -> str:
    text = ""
    for line in lines:
        if not text:
            text = line
        elif text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
            text = text[:-1] + line
        elif ord(text[-1]) > 0x2E7F and ord(line[0]) > 0x2E7F:
            text += line
        else:
            text += f" {line}"
    return text


def _is_title(line: str) -> bool:
    return 0 < len(line) <= _TITLE_MOST and not line.rstrip().endswith((".", "。", ",", ";"))


def title_of(text: str) -> str:
    """Return the first line if it can be a title: short, not a sentence, with more after it."""
    first, _, rest = text.strip().partition("\n")
    return first.strip() if _is_title(first) and len(rest) > len(first) else ""
