"""The parts of the attack, by their worth."""

from __future__ import annotations

from tests.hostile.part import Part
from tests.hostile.parts import outputs

PARTS: tuple[Part, ...] = (outputs.PART,)
