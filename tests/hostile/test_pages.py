"""What the pages promise is held by tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

from collab_tui import files
from collab_tui.catalog.storage import seal
from collab_tui.drafting import extractor
from collab_tui.keeping import writing
from collab_tui.render import apart
from collab_tui.tui.parts import follower
from tests.hostile.report import BEGIN, END

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")


def test_each_promise_names_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 30
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    ]
    assert missing == []
    promises = re.split(r"\n- ", PAGE.partition("## Limits")[0])[1:]
    assert [one for one in promises if "::test_" not in one] == []


def test_the_numbers_are_those_of_the_program() -> None:
    text = " ".join(PAGE.split())
    for said in (
        f"at most {writing.PATIENCE:.0f} seconds",
        f"A catalog of up to {seal.SMALL // 1_000_000} MB",
        f"every {follower.EXAMINE_EVERY // 60:.0f} minutes".replace(" 10 ", " ten "),
        f"at most {files.MOST_OF_A_REGISTRY // 1_000_000} MB",
        f"a config file or a template {files.MOST_OF_SETTINGS // 1_000_000} MB",
        f"A template has {apart.SECONDS:.0f} seconds, and {apart.SECONDS_A_PAGE} seconds more",
        f"{apart.MEMORY // 1_000_000_000} GB of memory",
        f"at most {apart.LENGTH // 1_000_000} million characters",
        f"An extractor has {extractor.SECONDS:.0f} seconds, and says at most"
        f" {extractor.MOST_BYTES // 1_000_000} MB",
    ):
        assert said in text
    assert PAGE.index(BEGIN) < PAGE.index("| all | |") < PAGE.index(END)
    assert "docs/reliability.md" in (ROOT / "SECURITY.md").read_text("utf-8")
