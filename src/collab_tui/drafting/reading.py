"""Articles from files: HTML, PDF with text, Markdown, plain text. Nothing is fetched."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from collab_tui.drafting.article import Article
from collab_tui.drafting.pages import Page, title_of
from collab_tui.drafting.tongues import language_of
from collab_tui.drafting.when import day_of_page
from collab_tui.language import _, number
from collab_tui.reasons import why
from collab_tui.workers import Worker, WorkerGoneError, WorkerSlowError

MOST_BYTES = 50_000_000
MOST_TEXT = 200_000
"""Characters of an article that are read; what announces a partnership stands before."""

SECONDS = 60.0
"""How long taking a page apart may take."""

YEARS = range(1900, 2200)
"""The years in which an article can have been published."""

STDIN = "-"


class ReadingError(Exception):
    """A file that no article can be read from. The message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, and what its reader should know about the reading."""

    article: Article
    notes: tuple[str, ...] = ()


def read_article(path: str, url: str | None = None, seconds: float = SECONDS) -> Reading:
    """Read the article in the file at `path`, or from stdin if it is ``-``.

    `url` is where the page is from; it counts more than what the page says.

    Raises:
        ReadingError: there is none, or it is not within the bounds.
    """
    content = _content(path)
    name = "stdin" if path == STDIN else path
    ending = "" if path == STDIN else Path(path).suffix.lower()
    page = _page(content, ending, url or "", name, seconds)
    return article_of(page, url)


def read_pasted(text: str, seconds: float = SECONDS) -> Reading:
    """Make an article of a text that somebody pasted: plain, Markdown or HTML.

    Raises:
        ReadingError: it cannot be read, or is too long.
    """
    name = _("the pasted text")
    content = text.encode("utf-8", "replace")
    if not content.strip():
        raise ReadingError(_("{file} is empty", file=name))
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise ReadingError(
            _("{file} has more than {count} MB; paste less of it", file=name, count=most)
        )
    return article_of(_page(content, "", "", name, seconds))


def article_of(page: Page, url: str | None = None) -> Reading:
    """Make an article of what a page has."""
    notes = list(page.notes)
    text = page.text.replace("\x00", "").replace("\xa0", " ").strip()
    if len(text) > MOST_TEXT:
        text = text[: max(text.rfind("\n", MOST_TEXT // 2, MOST_TEXT), 0) or MOST_TEXT]
        notes.append(_("only the first {count} characters are read", count=number(len(text))))
    title = page.title.strip() or title_of(text)
    language = language_of(text, page.language)
    draft = Article.of(title, text, language=language)
    published = _day(page.published)
    if published is None:
        published = day_of_page(draft)
    article = Article.of(
        title,
        text,
        language=language,
        published=published,
        url=url or page.url or None,
        publisher=page.publisher or None,
        authors=page.authors,
    )
    return Reading(article, tuple(notes))


def _content(path: str) -> bytes:
    """Return the bytes of a file, or of stdin."""
    name = "stdin" if path == STDIN else path
    if path == STDIN:
        content = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        try:
            if Path(path).is_dir():
                message = _("{file} is a folder; name a file, or - for stdin", file=path)
                raise ReadingError(message)
            if not Path(path).is_file():
                message = _("{file} does not exist; name a file, or - for stdin", file=path)
                raise ReadingError(message)
            with Path(path).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError as error:
            message = _("{file} cannot be read: {reason}", file=path, reason=why(error))
            raise ReadingError(message) from error
    if len(content) > MOST_BYTES:
        raise ReadingError(
            _(
                "{file} has more than {count} MB; save the text of the page, and give that",
                file=name,
                count=MOST_BYTES // 1_000_000,
            )
        )
    if not content.strip():
        raise ReadingError(_("{file} is empty", file=name))
    return content


def _page(content: bytes, ending: str, url: str, name: str, seconds: float) -> Page:
    slow = _("{file} takes more than {count} seconds to read; save its text, and give that")
    with Worker("collab_tui.drafting.pages:page_of") as worker:
        worker.ask((content, ending, url))
        try:
            page: Page = worker.answer(seconds)
        except WorkerSlowError:
            raise ReadingError(slow.format(file=name, count=round(seconds))) from None
        except WorkerGoneError:
            message = _("{file} cannot be read; save its text, and give that", file=name)
            raise ReadingError(message) from None
    if page.fault:
        raise ReadingError(page.fault.replace("{file}", name))
    return page


def _day(text: str) -> date | None:
    """Return the day of a page; None if it has none, or one that only fills a field: year 1."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None
