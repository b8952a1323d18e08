"""A large file is cut where each part is TOML by itself; what cannot be cut stays whole."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
import tomli

from collab_tui.registry import parts

HEAD = '# Made by hand\n[registry]\ntitle = "[[institution]]"\n\n'
RECORD = '[[institution]]\nid = "i{0}"\nname = "I"\n[institution.location]\nlat = 1\nlon = 2\n'
OTHER = '[[person]]\nid = "p{0}"\nname = "P"\naffiliations = [\n{{ institution = "i" }},\n]\n'


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "SIZE", 150)


def many(*texts: str) -> str:
    return "".join(text.format(n) for n in range(9) for text in texts)


@pytest.mark.parametrize(
    "text", [HEAD + many(RECORD, OTHER), many(RECORD), many(OTHER) + "# The end\n"]
)
def test_the_parts_are_toml_and_together_they_are_the_file(text: str) -> None:
    content = text.encode()
    found = parts.parts_of(content)
    assert len(found) > 2
    assert b"".join(content[part.start : part.end] for part in found) == content
    together: dict[str, Any] = defaultdict(list)
    for part in found:
        assert part.line == content[: part.start].count(b"\n")
        for key, value in tomli.loads(content[part.start : part.end].decode()).items():
            if isinstance(value, list):
                assert part.first.get(key, 0) == len(together[key])
                together[key] += value
            else:
                together[key] = value
    assert together == tomli.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        many(RECORD) + HEAD,
        many(RECORD) + "[institution]\n",
        many(RECORD) + "[agreement.dates]\n",
        many(RECORD) + "[other]\n" + many(OTHER),
        many(RECORD) + 'notes = """\n[[institution]]\n"""\n' + many(OTHER),
        many(RECORD) + "notes = '''\n[[institution]]\n'''\n" + many(OTHER),
        many(RECORD) + "<<<<<<< ours\n" + many(OTHER),
        'institution = [{ id = "a", name = "A" }]\n' + many(RECORD),
        "title = \n" + many(RECORD),
        many(RECORD)[:250],
        "x = 1\n" * 100,
        "",
    ],
)
def test_what_could_be_wrong_as_a_whole_is_not_cut(text: str) -> None:
    assert parts.parts_of(text.encode()) == [parts.Part(0, len(text))]
