"""Sentences, with their places in the text."""

from __future__ import annotations

import pytest

from collab_tui.drafting.article import Article, sentences


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Prof. A. B. Lim of the U.S. team met Dr. Tan on Nov. 9, 2024. They agreed.",
            ["Prof. A. B. Lim of the U.S. team met Dr. Tan on Nov. 9, 2024.", "They agreed."],
        ),
        (
            "PT Obat Sehat Tbk. dan Example.co.id hadir (19/6). Lalu? Selesai!",
            ["PT Obat Sehat Tbk. dan Example.co.id hadir (19/6).", "Lalu?", "Selesai!"],
        ),
        ("甲医院与乙大学签约。“好。”他说!完", ["甲医院与乙大学签约。", "“好。”", "他说!", "完"]),
        ("First line\n\n  Second line  ", ["First line", "Second line"]),
        ('He said "yes." Then he left', ['He said "yes."', "Then he left"]),
        ("It costs 1.5 million. Acme Ltd. and Beta Inc. paid", [
            "It costs 1.5 million.",
            "Acme Ltd. and Beta Inc. paid",
        ]),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_a_reader_sees_its_end(body: str, expected: list[str]) -> None:
    article = Article("", body)
    found = sentences(article)
    assert [one.text for one in found] == expected
    assert all(article.text[one.start : one.end] == one.text for one in found)


def test_the_title_is_the_first_line_and_stands_there_once() -> None:
    body = "A  title\n\nSome text."
    assert Article.of("A title", "Some text.").text == "A title\nSome text."
    assert Article.of("A title", body).text == "A  title\nSome text."
    assert Article.of("", body, language="zh-Hans").tongue == "zh"
