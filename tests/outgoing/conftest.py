"""Registries to be written for other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.places import builtin_registry

AWKWARD = """
[[institution]]
id = "a"
name = { en = "A, \\"quoted\\"", zh-Hans = "甲" }
aliases = ["=1+1", "two\\nlines"]
country = "SG"
location = { lat = 1.5, lon = 103 }
extra = { beds = 12, note = "n" }
parent = "nowhere"

[[institution]]
id = "b"
name = "B"
parent = "a"

[[person]]
id = "p"
name = "P"
affiliations = [{ institution = "a", post = "Dean", from = 2020 }]

[[person]]
id = "q"
name = "Q"

[[focus_area]]
id = "f"
name = "F"

[[agreement]]
id = "x"
name = "X"
type = "mou"
dates = { signed = "2024-05", end = 2027 }
participants = [
  { institution = "b", role = "lead", people = ["p", { person = "q", role = "witness" }] },
  { institution = "gone" },
]
focus_areas = ["f"]

[[agreement]]
id = "y"
name = "Y"
type = "mou"
related = [{ agreement = "x", type = "follows" }]
participants = [{ institution = "a" }]
"""


@pytest.fixture
def awkward(tmp_path: Path) -> Catalog:
    """Return a registry of few records that are difficult to write."""
    folder = tmp_path / "registry"
    folder.mkdir()
    (folder / "a.toml").write_text(AWKWARD, "utf-8")
    catalog = Catalog.open([folder], tmp_path / "cache")
    catalog.refresh()
    return catalog


@pytest.fixture
def builtin(tmp_path: Path) -> Catalog:
    """Return the built-in registry."""
    catalog = Catalog.open([builtin_registry()], tmp_path / "cache-of-builtin")
    catalog.refresh()
    return catalog
