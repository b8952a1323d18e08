"""The model of what a registry says about itself."""

from __future__ import annotations

from typing import Literal

from collab_tui.records.models.base import Table
from collab_tui.records.types import LanguageTag, Many, Text


class Checking(Table, total=False):
    """Which of its problems a registry counts: all but some checks, or only some checks."""

    ignore: Many[Text]
    select: Many[Text]
    strict: bool


class RegistryInfo(Table, total=False):
    """What a registry says about itself, in the one ``[registry]`` table of its files."""

    title: Text
    description: Text
    language: LanguageTag
    licence: Text
    format: Literal[1]
    check: Checking
