"""The model of what a registry says about itself."""

from __future__ import annotations

from typing import Literal

from collab_tui.records.models.base import Table
from collab_tui.records.types import LanguageTag, Many, Text


class Checking(Table):
    """Which of its problems a registry counts: all but some checks, or only some checks."""

    ignore: Many[Text] = ()
    select: Many[Text] = ()
    strict: bool = False


class RegistryInfo(Table):
    """What a registry says about itself, in the one ``[registry]`` table of its files."""

    title: Text | None = None
    description: Text | None = None
    language: LanguageTag = "en"
    licence: Text | None = None
    format: Literal[1] = 1
    check: Checking | None = None
