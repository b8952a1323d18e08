"""What, where, for how long, how much, on what, by whom: from sentences of our own."""

from __future__ import annotations

import pytest

from collab_tui.drafting.article import Article, sentences
from collab_tui.drafting.people import Place, people_in
from collab_tui.drafting.said import Zone, zone_of
from collab_tui.drafting.terms import amount_of, duration_of, number_of, undisclosed_of
from collab_tui.drafting.topics import Topics
from collab_tui.drafting.what import name_of, status_of, type_of
from collab_tui.drafting.where import place_of


def zone(text: str, language: str = "en", about: int = 1) -> Zone:
    article = Article("", text, language)
    found = sentences(article)
    return zone_of(article, found, found[:about])


@pytest.mark.parametrize(
    ("language", "text", "sort", "status"),
    [
        ("en", "Alpha and Beta signed an MoU on nursing.", "mou", "signed"),
        ("en", "Alpha and Beta signed an MoU to set up a joint gene laboratory.",
         "joint-laboratory", "signed"),
        ("en", "Alpha and Beta have opened a joint stroke centre.", "joint-centre", "active"),
        ("en", "Alpha and Beta will sign a framework agreement.", "framework", "announced"),
        ("en", "Alpha will supply two million doses to Beta.", "supply", "announced"),
        ("en", "Alpha signed a licensing deal with Beta.", "licence", "signed"),
        ("id", "RS Alfa dan RS Beta meneken perjanjian kerja sama.", "framework", "signed"),
        ("id", "Pusat riset bersama Alfa dan Beta diresmikan.", "joint-centre", "active"),
        ("zh-Hans", "甲医院与乙大学签署谅解备忘录。", "mou", "signed"),
        ("zh-Hans", "甲乙共建联合实验室,当天揭牌。", "joint-laboratory", "active"),
        ("zh-Hans", "甲医院与乙医院签订战略合作协议。", "framework", "signed"),
    ],
)  # fmt: skip
def test_words_tell_the_type_and_verbs_the_status(
    language: str, text: str, sort: str, status: str
) -> None:
    where = zone(text, language)
    found = type_of(where)
    assert found is not None
    assert found.value == sort
    said = status_of(where, sort)
    assert said is not None
    assert said.value == status


def test_a_partys_own_name_founds_nothing() -> None:
    text = "Alpha opens a ward with Joint Heart Centre and signs an MoU."
    at = text.index("Joint")
    found = type_of(zone(text), [(at, at + len("Joint Heart Centre"))])
    assert found is not None
    assert found.value == "mou"


def test_a_new_centre_has_a_name() -> None:
    text = "Alpha and Beta launched the Alpha–Beta Centre for Stroke Care (ABCS) on Monday."
    found = name_of(zone(text), "joint-centre")
    assert found is not None
    assert (found[0].value, found[1]) == ("Alpha–Beta Centre for Stroke Care", "ABCS")


@pytest.mark.parametrize(
    ("language", "text", "amount", "duration"),
    [
        ("en", "They signed a five-year agreement worth US$2.5 million.", (2500000, "USD"), "P5Y"),
        ("en", "The MoU, valid for 18 months, costs $5.", None, "P18M"),
        ("id", "Nota kesepahaman berlaku selama tiga tahun, senilai Rp 1,5 miliar.",
         (1500000000, "IDR"), "P3Y"),
        ("zh-Hans", "双方签署合作协议,为期三年,总投资5000万元。", (50000000, "CNY"), "P3Y"),
    ],
)  # fmt: skip
def test_amounts_and_durations(
    language: str, text: str, amount: tuple[int, str] | None, duration: str
) -> None:
    where = zone(text, language)
    money, runs = amount_of(where), duration_of(where)
    assert (money.value if money else None) == amount
    assert runs is not None
    assert runs.value == duration


def test_numbers_have_points_or_commas() -> None:
    texts = ["1.200.000", "12,500.75", "1,5", "2.5", "1.200", "7"]
    assert [number_of(text) for text in texts] == [1200000, 12500.75, 1.5, 2.5, 1200, 7]
    assert number_of("1.20.300") is None


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "Alpha signed an MoU with Beta in Geneva, Switzerland, on Monday.",
         "Geneva, Switzerland"),
        ("en", "Alpha signed an MoU with Beta in May.", None),
        ("id", "Penandatanganan berlangsung di Kota Bandung, Senin.", "Kota Bandung"),
        ("en", "OSLO, Jan 5 (Wire) - Alpha signed an MoU with Beta on Monday.", "Oslo"),
        ("en", "Alpha, in Southeast Asia, signed an MoU at Hall Maria, Oslo.", "Oslo"),
        ("zh-Hans", "双方1月16日在徐州签署协议。", "徐州"),
        ("zh-Hans", "新华社奥斯陆6月2日电 甲医院与乙大学签署协议。", "奥斯陆"),
        ("zh-Hans", "双方在校长见证下签署协议。", None),
    ],
)  # fmt: skip
def test_the_place_stands_beside_the_verb(language: str, text: str, place: str | None) -> None:
    found = place_of(zone(text, language), [])
    assert (found.value if found else None) == place


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They signed it. Financial terms and the timeline were not disclosed.",
         ["Financial terms", "timeline"]),
        ("id", "Mereka meneken MoU. Rincian tentang pendanaan dan jadwal belum diungkapkan.",
         ["pendanaan", "jadwal"]),
        ("zh-Hans", "双方签约。具体金额未披露。", ["金额"]),
        ("en", "They signed it. The patients were not given food.", []),
    ],
)  # fmt: skip
def test_what_is_not_disclosed_is_listed(language: str, text: str, expected: list[str]) -> None:
    assert [one.value for one in undisclosed_of(zone(text, language))] == expected


def test_focus_areas_are_found_by_every_name_and_not_in_other_sections() -> None:
    topics = Topics(
        [
            {"id": "stroke", "name": {"en": "Stroke", "zh-Hans": "卒中"}},
            {"id": "stroke-care", "name": "Stroke care", "aliases": [{"text": "soins AVC"}]},
            {"id": "cancer", "name": "Cancer"},
        ]
    )
    text = "Alpha and Beta signed it on STROKE care.\nMore.\nAbout Alpha\nIt treats cancer."
    assert [one.value for one in topics.said_in(zone(text))] == ["stroke-care"]
    assert [one[0] for one in topics.ids_in("双方在卒中领域合作")] == ["stroke"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "The MoU was signed by Prof. Ann B. Lee, Dean of Alpha University, and Dr Omar bin"
            " Said, and witnessed by Health Minister Jane Doe.",
            [("Ann B. Lee", "Dean", "signatory", 1), ("Omar bin Said", None, "signatory", None),
             ("Jane Doe", "Health Minister", "witness", None)],
        ),
        (
            "id",
            "Nota itu ditandatangani oleh Direktur Utama Alpha University Siti Rahma.",
            [("Siti Rahma", "Direktur Utama", "signatory", 1)],
        ),
        ("id", "Nota itu diteken Dirjen P2P Budi van Rahman dari Alpha University.",
         [("Budi van Rahman", "Dirjen P2P", "signatory", 1)]),
        ("en", "“Good,” said Mary Tan.", [("Mary Tan", None, None, None)]),
        ("zh-Hans", "甲大学校长李大明和副校长王芳签署协议。",
         [("李大明", "校长", "signatory", None), ("王芳", "副校长", "signatory", None)]),
        ("zh-Hans", "卫生部长本杰明·奥克塔出席。", [("本杰明·奥克塔", "部长", "witness", None)]),
    ],
)  # fmt: skip
def test_people_have_a_post_a_role_and_an_institution(
    language: str, text: str, expected: list[tuple[str, str | None, str | None, int | None]]
) -> None:
    article = Article("", text, language)
    at = text.find("Alpha University")
    places = [Place(at, at + len("Alpha University"), 1)] if at >= 0 else []
    found = people_in(article, sentences(article), places)
    assert [(one.name, one.post, one.role, one.institution) for one in found] == expected
