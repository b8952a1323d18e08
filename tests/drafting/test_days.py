"""Dates in texts, and which of them is the signing."""

from __future__ import annotations

from datetime import date

import pytest

from collab_tui.drafting.article import Article, sentences
from collab_tui.drafting.days import days_in
from collab_tui.drafting.said import zone_of
from collab_tui.drafting.when import dates_of, day_of_page

PAGE = date(2026, 1, 21)  # a Wednesday


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "signed on Nov. 9, 2024", ["2024-11-09"]),
        ("en", "on Tuesday (Jan 20)", ["2026-01-20"]),
        ("en", "on Monday", ["2026-01-19"]),
        ("en", "on Wednesday", ["2026-01-21~"]),  # today, or a week ago
        ("en", "today, and yesterday", ["2026-01-21", "2026-01-20"]),
        ("en", "last week", ["2026-01-12/2026-01-18"]),
        ("en", "in November; in March last year", ["2025-11", "2025-03"]),
        ("en", "on 3/4/2025 or 2025-10-31", ["2025-04-03", "2025-10-31"]),
        ("en", "the 21st of December 2025", ["2025-12-21"]),
        ("en", "we may sign in 2027", ["2027"]),
        ("id", "pada Kamis (19/6)", ["2025-06-19"]),
        ("id", "Rabu (15/10/2025), lalu 1 Mei 2024", ["2025-10-15", "2024-05-01"]),
        ("id", "kemarin", ["2026-01-20~"]),
        ("id", "pekan lalu", ["2026-01-12/2026-01-18"]),
        ("id", "dalam siaran, Senin.", ["2026-01-19"]),
        ("ms", "3 Mac 2025", ["2025-03-03"]),
        ("zh-Hans", "2026年1月17日,6月6日,去年3月", ["2026-01-17", "2025-06-06", "2025-03"]),
        ("zh-Hans", "16日下午,昨日,本周一", ["2026-01-16", "2026-01-20", "2026-01-19"]),
        ("zh-Hant", "昨(20)日,本月16日", ["2026-01-20", "2026-01-16"]),
        ("en", "the 31/31/2024 and 2024-13-01 of nobody", []),
    ],
)
def test_a_date_is_as_exact_as_text_and_page_allow(
    language: str, text: str, expected: list[str]
) -> None:
    assert [str(one.date) for one in days_in(text, language, PAGE)] == expected


@pytest.mark.parametrize("text", ["on Wednesday", "yesterday", "(19/6)", "in March", "Jan. 5"])
def test_without_the_day_of_the_page_what_depends_on_it_is_not_told(text: str) -> None:
    assert [one.date for one in days_in(text, "en", None)] == [None]


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        ("en", "By Ann Writer\n| 3 May 2025 | 1:18 AM\nSome news about a hospital.", "2025-05-03"),
        ("en", "Hanoi, Vietnam, 13 March 2025 – Two hospitals agreed on it.", "2025-03-13"),
        ("zh-Hans", "要闻 发布时间:2026年01月17日\n两所大学签约。", "2026-01-17"),
        ("en", "Founded on 3 May 1990, the hospital grew for many years.\nMore.", "None"),
    ],
)
def test_the_day_of_the_page_is_read_beside_the_text(
    language: str, body: str, expected: str
) -> None:
    assert str(day_of_page(Article("", body, language))) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Alpha Hospital and Beta University signed a memorandum of understanding in Oslo on"
            " Monday.\nIt follows an earlier agreement that was signed on 4 May 2019."
            " Alpha Hospital was founded in 1901. The delegation visits from Jan. 15 to 18.",
            {"signed": "2026-01-19"},
        ),
        (
            "id",
            "Pusat riset bersama milik RS Alfa dan Universitas Beta diluncurkan pada Selasa (20/1)."
            "\nRS Alfa berdiri sejak 1985.",
            {"announced": "2026-01-20", "start": "2026-01-20"},
        ),
        (
            "zh-Hans",
            "甲医院与乙大学1月16日在北京签署合作协议。\n甲医院始建于1907年。",
            {"signed": "2026-01-16"},
        ),
        ("en", "Alpha Hospital and Beta University have teamed up.", {"announced": "2026-01-21~"}),
    ],
)
def test_verbs_tell_what_happened_on_a_date(
    language: str, text: str, expected: dict[str, str]
) -> None:
    article = Article("", text, language, published=PAGE)
    all_of_it = sentences(article)
    found = dates_of(zone_of(article, all_of_it, all_of_it[:1]))
    assert {one.field: str(one.date) for one in found} == expected
