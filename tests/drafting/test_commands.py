"""``collab-tui draft``, as users run it, on articles of our own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli
from click.testing import CliRunner, Result

from collab_tui.cli import cli
from collab_tui.drafting import reading

REGISTRY = """
[[institution]]
id = "northgate"
name = "Northgate General Hospital"
acronyms = ["NGH"]
country = "SG"
[[institution]]
id = "kemenkes"
name = { en = "Ministry of Health", id = "Kementerian Kesehatan" }
acronyms = ["Kemenkes"]
country = "ID"
[[institution]]
id = "linjiang"
name = { en = "Linjiang Medical University", zh-Hans = "临江医科大学" }
country = "CN"
[[focus_area]]
id = "stroke"
name = { en = "Stroke", zh-Hans = "卒中" }
[[person]]
id = "mei-tan"
name = "Mei Tan"
"""
ENGLISH = """\
Northgate and Linjiang to study strokes together

SINGAPORE, 3 March 2025 – Northgate General Hospital (NGH) and Linjiang Medical University signed a
memorandum of understanding in Singapore on Monday.

The three-year agreement was signed by Prof Mei Tan, chief executive of NGH, before guests.

The work will focus on stroke. Financial terms were not disclosed.
"""
INDONESIAN = """\
Kemenkes dan Northgate Teken MoU

Jakarta - Kementerian Kesehatan (Kemenkes) dan Northgate General Hospital menandatangani nota
kesepahaman pada Kamis (19/6/2025).
"""
CHINESE = """\
临江医科大学与东湖医院共建卒中联合实验室

临江医科大学与东湖医院2025年6月6日在临江签署合作协议,共建卒中联合实验室。
"""
NOTHING = """\
Northgate General Hospital opens a new car park

Northgate General Hospital is exploring a partnership with Linjiang Medical University.
"""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    folder = tmp_path / "registry"
    folder.mkdir()
    (folder / "all.toml").write_text(REGISTRY, encoding="utf-8")
    return folder


def draft(registry: Path, text: str | Path, *options: str) -> Result:
    path = text if isinstance(text, Path) else registry.parent / "article.txt"
    if isinstance(text, str):
        path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(cli, ["draft", str(path), "-d", str(registry), *options])


def proposed(registry: Path, text: str, *options: str) -> dict[str, Any]:
    result = draft(registry, text, "-f", "json", *options)
    assert result.exit_code in (0, 1), result.stderr
    return dict(json.loads(result.stdout))


def test_an_english_article_becomes_a_record_with_its_sentences(registry: Path) -> None:
    answer = proposed(registry, ENGLISH, "--url", "https://example.org/stroke")
    assert answer["source"] | {"id": "", "retrieved": ""} == {
        "id": "",
        "name": {"en": "Northgate and Linjiang to study strokes together"},
        "type": "news",
        "publisher": "example.org",
        "url": "https://example.org/stroke",
        "published": "2025-03-03",
        "retrieved": "",
        "language": "en",
    }
    (agreement,) = answer["agreements"]
    assert agreement["type"] == "mou"
    assert agreement["status"] == "signed"
    assert agreement["dates"] == {"signed": "2025-03-03~", "duration": "P3Y"}  # a Monday, too
    assert agreement["place"] == "Singapore"
    assert agreement["focus_areas"] == ["stroke"]
    assert agreement["undisclosed"] == ["Financial terms"]
    first, second = agreement["participants"]
    assert (first["institution"], first["mention"]) == ("northgate", "Northgate General Hospital")
    assert first["people"] == [{"person": "mei-tan", "role": "signatory"}]
    assert second["institution"] == "linjiang"
    assert 0.5 < second["score"] <= 1
    supported = {path for one in agreement["evidence"] for path in one["supports"]}
    assert supported >= {"type", "status", "dates.signed", "place", "participants.northgate"}
    text = " ".join(ENGLISH.split())
    assert all(one["note"] in text for one in agreement["evidence"])
    assert answer["institutions"] == []


def test_indonesian_and_chinese(registry: Path) -> None:
    (agreement,) = proposed(registry, INDONESIAN)["agreements"]
    assert agreement["dates"] == {"signed": "2025-06-19"}
    parties = [one["institution"] for one in agreement["participants"]]
    assert sorted(parties) == ["kemenkes", "northgate"]

    answer = proposed(registry, CHINESE)
    (agreement,) = answer["agreements"]
    assert agreement["type"] == "joint-laboratory"
    assert agreement["dates"] == {"signed": "2025-06-06"}
    assert agreement["place"] == "临江"
    assert agreement["participants"][0]["institution"] == "linjiang"
    (new,) = answer["institutions"]
    assert new["name"] == {"zh-Hans": "东湖医院"}
    assert new["types"] == ["healthcare"]
    assert new["id"] == agreement["participants"][1]["institution"]


def test_the_draft_passes_check_and_is_known_afterwards(registry: Path) -> None:
    for number, text in enumerate((ENGLISH, INDONESIAN, CHINESE)):
        path = registry / f"new-{number}.toml"
        result = draft(registry, text, "-o", str(path))
        assert result.exit_code == 0, result.stderr
        assert tomli.loads(path.read_text(encoding="utf-8"))["agreement"]
    checked = CliRunner().invoke(cli, ["check", "-d", str(registry)])
    assert checked.exit_code == 0, checked.output
    assert draft(registry, ENGLISH, "-o", str(path)).exit_code == 1  # it is not replaced unasked
    as_json = registry.parent / "new.json"
    assert draft(registry, NOTHING, "-o", str(as_json)).exit_code == 1
    assert json.loads(as_json.read_text(encoding="utf-8"))["agreements"] == []
    again = draft(registry, ENGLISH)
    assert "agreement" not in tomli.loads(again.stdout)
    assert "# The registry has this agreement: agreement/" in again.stdout
    assert "in the registry already: agreement/" in again.stderr


def test_where_nothing_is_announced_nothing_is_proposed(registry: Path) -> None:
    result = draft(registry, NOTHING)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no agreement is announced" in result.stderr
    assert proposed(registry, NOTHING)["agreements"] == []


def test_hostile_text_ends_and_says_nothing_to_the_terminal(
    registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_TEXT", 20_000)
    many = "Northgate General Hospital and Linjiang Medical University signed an MoU. " * 400
    result = draft(registry, f"A title\n\n\x1b[31m{many}")
    assert result.exit_code == 0
    assert "only the first" in result.stderr
    assert "\x1b" not in result.stdout


def test_other_ends_of_lines_end_no_line_of_the_file(registry: Path) -> None:
    page = registry.parent / "page.md"
    page.write_text(f"---\nauthor: A\u2028B\n---\n{ENGLISH}", encoding="utf-8")
    (source,) = tomli.loads(draft(registry, page).stdout)["source"]
    assert source["authors"] == ["A B"]


def test_an_outside_program_is_believed_only_with_a_sentence(
    registry: Path, tmp_path: Path
) -> None:
    answer = {
        "agreements": [
            {
                "type": "supply",
                "status": "of no sort",
                "place": "Nowhere",
                "focus_areas": ["stroke", "no-such-area"],
                "participants": [
                    {"mention": "Northgate General Hospital", "score": 0.7},
                    {"mention": "Linjiang Medical University"},
                    {"mention": "Not in the text"},
                ],
                "evidence": [
                    {
                        "supports": ["type", "participants", "focus_areas"],
                        "note": "The work will focus on stroke.",
                    },
                    {"supports": ["place"], "note": "This was never written."},
                ],
            }
        ],
        "others": [{"mention": "Gamma", "why": "it reports"}],
    }
    program = tmp_path / "program.py"
    program.write_text(f"print({json.dumps(answer)!r})")
    command = f"{sys.executable} {program}"
    result = draft(registry, ENGLISH, "-f", "json", "--extractor", command)
    assert result.exit_code == 0, result.stderr
    assert "4 of its values are dropped" in result.stderr
    (agreement,) = json.loads(result.stdout)["agreements"]
    assert agreement["type"] == "supply"
    assert "place" not in agreement
    assert agreement["focus_areas"] == ["stroke"]
    parties = [(one["institution"], one["score"]) for one in agreement["participants"]]
    assert parties == [("northgate", 0.7), ("linjiang", 1.0)]
    assert draft(registry, ENGLISH, "--extractor", "no-such-program").exit_code == 2


def test_a_broken_address_is_kept_and_no_publisher(registry: Path) -> None:
    source = proposed(registry, ENGLISH, "--url", "http://[x")["source"]
    assert source["url"] == "http://[x"
    assert "publisher" not in source


def test_what_cannot_be_read_is_said(registry: Path) -> None:
    result = draft(registry, registry)
    assert result.exit_code == 2
    assert "is a folder; name a file, or - for stdin" in result.stderr
