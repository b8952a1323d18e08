"""The parts of the attack, by their worth."""

from __future__ import annotations

from tests.hostile.part import Part
from tests.hostile.parts import (
    articles,
    away,
    clocks,
    damage,
    disk,
    edits,
    explorer,
    faults,
    fuzz,
    imports,
    kills,
    names,
    outputs,
    queries,
    readers,
    registries,
    sites,
    templates,
    toml_test,
    writes,
)

PARTS: tuple[Part, ...] = (
    toml_test.PART,
    registries.PART,
    outputs.PART,
    explorer.PART,
    queries.PART,
    fuzz.PART,
    edits.PART,
    imports.PART,
    articles.PART,
    kills.PART,
    writes.PART,
    disk.PART,
    faults.PART,
    away.PART,
    damage.PART,
    readers.PART,
    clocks.PART,
    templates.PART,
    names.PART,
    sites.PART,
)
