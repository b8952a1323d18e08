"""Who takes part in what a text announces: texts in each language, as news is written."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from collab_tui.drafting.article import Article, sentences
from collab_tui.drafting.events import Event
from collab_tui.drafting.mentions import find
from collab_tui.drafting.parties import parties
from tests.drafting.names import lexicon

_NEWS = Path(__file__).parent / "news"


def _texts() -> list[Any]:
    return [
        pytest.param(path.stem, text, id=f"{path.stem}-{text['title'][:40]}")
        for path in sorted(_NEWS.glob("*.toml"))
        for text in tomllib.loads(path.read_text(encoding="utf-8"))["text"]
    ]


def events(
    title: str, body: str, language: str = "en", published: object = None, publisher: str = ""
) -> list[Event]:
    """Return what a text announces."""
    article = Article.of(
        title, body, language=language, published=published, publisher=publisher or None
    )
    return parties(article, sentences(article), find(article, lexicon()))


@pytest.mark.parametrize(("language", "text"), _texts())
def test_who_takes_part(language: str, text: dict[str, Any]) -> None:
    found = events(text["title"], text["body"], language, text.get("published"))
    names = [
        sorted(f"{one.mention.text} = {one.mention.best.name}" for one in event.parties)
        for event in found
    ]
    wanted = [sorted(agreement) for agreement in text.get("parties", [])]
    assert len(names) == len(wanted), names
    for held, expected in zip(names, wanted, strict=True):
        assert len(held) == len(expected), names
        assert all(any(name in one for one in held) for name in expected), names
