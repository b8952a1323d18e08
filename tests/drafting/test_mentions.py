"""Who is named in a text."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.drafting.article import Article
from collab_tui.drafting.lexicon import Lexicon
from collab_tui.drafting.mentions import find
from collab_tui.drafting.shelf import Shelf
from tests.drafting.names import REGISTRY, lexicon, mentions


def named(body: str, language: str = "en") -> list[tuple[str, str]]:
    """Return the texts of the mentions, and the ids or names of their best candidates."""
    return [
        (one.text, one.best.id.removeprefix("institution/") or f"new: {one.best.name}")
        for one in mentions(body, language)
    ]


@pytest.mark.parametrize(
    ("body", "language", "expected"),
    [
        # Longest first, also where words have no spaces.
        ("新加坡国立大学医院来访。", "zh", [("新加坡国立大学医院", "nuh")]),
        ("新加坡国立大学来访。", "zh", [("新加坡国立大学", "nus")]),
        # Case, accents and apostrophes do not count; possessives are no part of a name.
        ("TSINGHUA UNIVERSITY’s campus", "en", [("TSINGHUA UNIVERSITY", "tsinghua")]),
        # A head alone names nobody.
        ("Life Sciences grow in every Medical Centre here.", "en", []),
        # Common words and acronyms in small letters are no names.
        ("Nature heals; nature is kind. So is it, and IT too.", "en", []),
        # A name without its country belongs to the country that stands beside it.
        ("the Indonesian Ministry of Health", "en", [("Indonesian Ministry of Health", "moh-id")]),
        ("Singapore's Ministry of Health", "en", [("Singapore’s Ministry of Health", "moh-sg")]),
        (
            "Vietnam's Ministry of Health",
            "en",
            [("Vietnam’s Ministry of Health", "new: Vietnam’s Ministry of Health")],
        ),
        # The same words in another language.
        ("Universitas Kedokteran Xuzhou", "id", [("Universitas Kedokteran Xuzhou", "xuzhou")]),
        # By form, with what belongs to the name and no more.
        (
            "doctors of Lakeside Hospital and the Institute of Food and Drug Safety met",
            "en",
            [
                ("Lakeside Hospital", "new: Lakeside Hospital"),
                ("Institute of Food and Drug Safety", "new: Institute of Food and Drug Safety"),
            ],
        ),
        (
            "RSUD Melati Kota dan Badan Pangan dan Gizi Daerah hadir",
            "id",
            [
                ("RSUD Melati Kota", "new: RSUD Melati Kota"),
                ("Badan Pangan dan Gizi Daerah", "new: Badan Pangan dan Gizi Daerah"),
            ],
        ),
        (
            "东湖市人民医院与青山大学签约",
            "zh",
            [("东湖市人民医院", "new: 东湖市人民医院"), ("青山大学", "new: 青山大学")],
        ),
        # Abbreviations that the text introduces.
        (
            "Lakeside Hospital (“LSH”) grows. LSH is large.",
            "en",
            [("Lakeside Hospital", "new: Lakeside Hospital")]
            + [("LSH", "new: Lakeside Hospital")] * 2,
        ),
        (
            "Dinas Kesehatan Kota Anggrek (Dinkes) hadir. Dinkes puas.",
            "id",
            [("Dinas Kesehatan Kota Anggrek", "new: Dinas Kesehatan Kota Anggrek")]
            + [("Dinkes", "new: Dinas Kesehatan Kota Anggrek")] * 2,
        ),
        (
            "青山大学（以下简称“青大”）与会。青大师生",
            "zh",
            [("青山大学", "new: 青山大学")] + [("青大", "new: 青山大学")] * 2,
        ),
        # Shorter second mentions.
        (
            "PT Aman Farma sells. Aman Farma grows.",
            "en",
            [("PT Aman Farma", "aman"), ("Aman Farma", "aman")],
        ),
        ("徐州医科大学很大。徐医大", "zh", [("徐州医科大学", "xuzhou"), ("徐医大", "xuzhou")]),
        (
            "Lakeside Hospital is new. The hospital grows.",
            "en",
            [
                ("Lakeside Hospital", "new: Lakeside Hospital"),
                ("The hospital", "new: Lakeside Hospital"),
            ],
        ),
        # With two of them, "the hospital" is neither.
        (
            "Lakeside Hospital and Hilltop Hospital met. The hospital grows.",
            "en",
            [
                ("Lakeside Hospital", "new: Lakeside Hospital"),
                ("Hilltop Hospital", "new: Hilltop Hospital"),
            ],
        ),
    ],
)
def test_who_is_named(body: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert named(body, language) == expected


def test_a_shared_name_lists_its_candidates_and_why_one_comes_first() -> None:
    (one,) = mentions("In Ipoh, Harmony Hospital opened a ward.")
    assert [candidate.id for candidate in one.candidates] == [
        "institution/harmony-my",
        "institution/harmony-cn",
    ]
    assert one.best.why == ("city in the text",)
    (other,) = mentions("China's Harmony Hospital opened a ward.")
    assert other.best.id == "institution/harmony-cn"
    assert other.best.why == ("country",)


def test_endless_text_is_read_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collab_tui.drafting.mentions.MOST_CHARACTERS", 20_000)
    text = "新加坡国立大学医院与清华大学、" * 40_000
    found = find(Article.of("", text, language="zh"), lexicon())
    assert 19_000 < found[-1].end <= 20_000
    brackets = "(" * 300_000 + "Hospital of the " * 30_000
    assert find(Article.of("", brackets), lexicon()) == []


def test_names_of_a_dump_are_kept_and_lead_to_the_records_of_the_registry(tmp_path: Path) -> None:
    registry = tmp_path / "registry.toml"
    registry.write_text(
        '[[institution]]\nid = "ub"\nname = "Old Bay University"\ncountry = "SG"\n'
        'identifiers = { ror = "00fqjrd79" }\n[[person]]\nid = "lim"\nname = "Lim Ah Kow"\n'
    )
    dump = tmp_path / "ror.json.gz"
    dump.write_bytes(gzip.compress(json.dumps([_organisation()]).encode()))
    catalog = Catalog.open([registry], None)
    catalog.refresh()
    for _ in range(2):
        names = Lexicon.of(catalog, dump, tmp_path / "kept")
        article = Article.of("", "Lim Ah Kow spoke at Universiti Teluk. UT grows.", language="ms")
        found = [(one.text, one.best.id) for one in find(article, names)]
        assert found == [
            ("Lim Ah Kow", "person/lim"),
            ("Universiti Teluk", "institution/ub"),
            ("UT", "institution/ub"),
        ]
        names.close()
    assert len(list((tmp_path / "kept").iterdir())) == 1


def _organisation() -> dict[str, object]:
    place = {"geonames_details": {"country_code": "SG", "name": "Singapore"}}
    names = [("Bay University", "ror_display"), ("Universiti Teluk", "label"), ("UT", "acronym")]
    return {
        "id": "https://ror.org/00fqjrd79",
        "status": "active",
        "types": ["education"],
        "locations": [place],
        "names": [{"value": value, "types": [sort], "lang": None} for value, sort in names],
    }


def test_a_damaged_file_of_names_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite"
    path.write_bytes(b"no database" * 100)
    shelf = Shelf.kept(path, REGISTRY)
    assert "tsinghua university" in shelf.hits(["tsinghua university"])
