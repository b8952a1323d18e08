"""toml-test: the files that every reader of TOML should take or refuse.

``toml-test.zip`` has the files of TOML 1.1.0 from https://github.com/toml-lang/toml-test, with
their licence (MIT) and the commit.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from zipfile import ZipFile

import tomli

from collab_tui.keeping.formatting import formatted
from collab_tui.keeping.parts import EditError
from collab_tui.registry.load import load_file
from tests.hostile.part import Part
from tests.registry.test_any_bytes import check

FILES = Path(__file__).parent.parent / "toml-test.zip"

AT_ONCE = 120
"""Files of a round."""


@cache
def _files() -> tuple[tuple[str, bytes], ...]:
    with ZipFile(FILES) as packed:
        names = [name for name in packed.namelist() if name.endswith(".toml")]
        return tuple((name, packed.read(name)) for name in names)


def round_(chance: Random, folder: Path) -> int:
    """Read some of the files as registries, alone and after a record."""
    for name, content in chance.sample(_files(), AT_ONCE):
        try:
            for before in (b"", b'[[person]]\nid = "a"\nname = "A"\n\n[extra-table]\n'):
                loaded = load_file("x.toml", before + content)
                check(loaded, before + content)
                if name.startswith("invalid/") and not before:
                    assert loaded.problems, "it is not TOML, and nothing is reported"
            if name.startswith("valid/"):
                laid_out(content)
        except BaseException as error:
            error.add_note(f"toml-test: {name}")
            raise
    return AT_ONCE


def laid_out(content: bytes) -> None:
    """Lay a file out: it says the same, or is left alone."""
    try:
        new = formatted(content)
    except EditError:
        return
    before, after = (tomli.loads(text.decode("utf-8-sig")) for text in (content, new))
    assert repr(before) == repr(after)  # nan is not equal to itself


PART = Part(
    "toml-test",
    "the files of toml-test for TOML 1.1.0, valid and invalid, as registries",
    "each is read or its problem has a place, and fmt changes only the layout",
    round_,
)
