from __future__ import annotations

from collections.abc import Iterator

import pytest

from collab_tui.records.identifiers import canonical, valid_isni, valid_ror

RORS = ["01tgyzw49", "04fp9fm22", "01hv94n30", "0220qvk04", "00fqjrd79", "05yekbx03", "02p2bgp27"]
ISNIS = ["0000000121032683", "0000 0001 2180 6431", "000000012146438X"]
BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"


def one_character_changed(text: str, alphabet: str) -> Iterator[str]:
    for at, char in enumerate(text):
        if char != " ":
            yield from (text[:at] + new + text[at + 1 :] for new in alphabet if new != char)


@pytest.mark.parametrize("ror", RORS)
def test_known_ror_ids_are_valid(ror: str) -> None:
    assert valid_ror(ror)


@pytest.mark.parametrize("ror", RORS)
def test_every_change_of_one_ror_character_is_noticed(ror: str) -> None:
    assert [c for c in one_character_changed(ror, BASE32) if valid_ror(c)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "01tgyzw4",
        "01tgyzw499",
        "01TGYZW49",
        "https://ror.org/01tgyzw49",
        "01tgyzw4９",
        "01tgyzw４9",
    ],
)
def test_other_forms_are_no_bare_ror_ids(text: str) -> None:
    assert not valid_ror(text)


@pytest.mark.parametrize("isni", ISNIS)
def test_known_isnis_are_valid(isni: str) -> None:
    assert valid_isni(isni)


@pytest.mark.parametrize("isni", ISNIS)
def test_every_change_of_one_isni_digit_is_noticed(isni: str) -> None:
    assert [c for c in one_character_changed(isni, "0123456789X") if valid_isni(c)] == []


@pytest.mark.parametrize("text", ["", "0000", "000000012103268", "00000001210326833", "X" * 16])
def test_other_forms_are_no_isnis(text: str) -> None:
    assert not valid_isni(text)


@pytest.mark.parametrize(
    ("scheme", "text", "kept"),
    [
        ("ror", "https://ror.org/01tgyzw49", "01tgyzw49"),
        ("ror", "http://www.ror.org/01TGYZW49/", "01tgyzw49"),
        ("ror", "ror.org/01tgyzw49", "01tgyzw49"),
        ("ror", "https://ror.org/01tgyzw48", "01tgyzw48"),
        ("ror", "https://example.org/01tgyzw49", "https://example.org/01tgyzw49"),
        ("isni", "https://isni.org/isni/0000000121806431", "0000 0001 2180 6431"),
        ("isni", "000000012146438x", "0000 0001 2146 438X"),
        ("isni", "0000-0001-2180-6431", "0000 0001 2180 6431"),
        ("isni", "0000 0001 2180 6432", "0000 0001 2180 6432"),
        ("wikidata", "https://www.wikidata.org/wiki/Q738236", "Q738236"),
        ("wikidata", "http://www.wikidata.org/entity/Q738236", "Q738236"),
        ("mesh", "https://meshb.nlm.nih.gov/record/ui?ui=D000086382", "D000086382"),
        ("mesh", "http://id.nlm.nih.gov/mesh/D000086382", "D000086382"),
        ("grid", "grid.4280.e", "grid.4280.e"),
    ],
)
def test_an_identifier_is_kept_in_one_form(scheme: str, text: str, kept: str) -> None:
    assert canonical(scheme, text) == kept
