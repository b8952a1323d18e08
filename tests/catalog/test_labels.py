from __future__ import annotations

import pytest

from collab_tui.catalog.catalog import Catalog
from tests.conftest import Registry


@pytest.mark.parametrize(
    ("tag", "label"),
    [
        ("en", "English"),
        ("und", "Unknown language"),
        ("mul", "Multiple languages"),
        ("und-Hans", "Unknown language (Simplified)"),
        ("zh-Hans", "Chinese (Simplified)"),
        ("en-GB", "English (United Kingdom)"),
        ("qqz", "qqz"),
    ],
)
def test_a_language_is_called_what_its_tag_says(tag: str, label: str, registry: Registry) -> None:
    folder = registry(a=f'[[source]]\nid = "s"\nname = "S"\ntype = "news"\nlanguage = "{tag}"\n')
    catalog = Catalog.open([folder], None)
    catalog.refresh()
    dossier = catalog.shown.dossier(catalog.resolve("source/s"))
    assert dossier is not None
    assert dossier.labels.get(("language", tag), tag) == label
    catalog.close()
