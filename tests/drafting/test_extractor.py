"""An outside program that answers well, slowly, too much, wrongly, or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from collab_tui.drafting import extractor
from collab_tui.drafting.article import Article
from collab_tui.drafting.extractor import ExtractorError, ask

ARTICLE = Article("", "Alpha and Beta signed it. “Good.”", "en", url="https://x.y/z")


def program(tmp_path: Path, code: str) -> str:
    path = tmp_path / "program.py"
    path.write_text(f"import json, sys, time\n{code}\n")
    return f"{sys.executable} {path}"


def test_it_gets_the_text_and_its_answer_is_read(tmp_path: Path) -> None:
    code = "q = json.load(sys.stdin); print(json.dumps({'agreements': [q]}))"
    answer = ask(program(tmp_path, code), ARTICLE)
    assert answer == {
        "agreements": [{"text": ARTICLE.text, "language": "en", "url": "https://x.y/z"}]
    }


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("sys.exit(3)", "fails with exit code 3"),
        ("print('{')", "answers with no JSON"),
        ("print('[]')", "answers without a list of agreements"),
        ("print('x' * 2000)", "answers with more than"),
        ("sys.stdout.close(); time.sleep(60)", "takes more than"),
        ("time.sleep(60)", "takes more than"),
    ],
)
def test_what_is_no_answer_is_said_and_nothing_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, message: str
) -> None:
    monkeypatch.setattr(extractor, "MOST_BYTES", 1000)
    monkeypatch.setattr(extractor, "_GRACE", 0.3)
    with pytest.raises(ExtractorError, match=message):
        ask(program(tmp_path, code), ARTICLE, seconds=1.0 if "sleep" in code else 30)


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(ExtractorError, match="no-such-program cannot be run: No such file"):
        ask("no-such-program --fast", ARTICLE)
    with pytest.raises(ExtractorError, match="name a program"):
        ask(" ", ARTICLE)
    with pytest.raises(ExtractorError, match="quotation"):
        ask("a 'b", ARTICLE)
