"""Fuzzing guided by coverage: a text that reaches a new step of the code is kept and changed again.

``python -m tests.hostile.fuzzing --seconds 60 --seed 1`` makes the corpora grow: for each target,
the texts that reach something that no shorter one reaches. They are in ``corpus/``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, TypeAlias

CORPUS = Path(__file__).parent / "corpus"

LONGEST = 4_000
"""Characters of a text."""

Step: TypeAlias = tuple[str, int, int]
"""From one line of a file to another one."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads texts of unknown origin."""

    name: str
    check: Callable[[str], None]
    """Reads a text, and raises an error if what must hold does not."""
    files: frozenset[str]
    """The source files whose steps count."""
    words: Sequence[str]
    """What is put into texts."""

    @property
    def corpus(self) -> list[str]:
        """The texts that are kept."""
        found: list[str] = json.loads((CORPUS / f"{self.name}.json").read_text("utf-8"))
        return found


class BrokenError(AssertionError):
    """A text for which something does not hold."""


def steps_of(target: Target, text: str) -> set[Step]:
    """Check a text; return the steps that the code took.

    Raises:
        BrokenError: something does not hold. It shows the text.
    """
    steps: set[Step] = set()
    files = target.files

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        file = frame.f_code.co_filename
        if file not in files:
            return None
        last = -frame.f_code.co_firstlineno

        def step(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal last
            if event == "line":
                steps.add((file, last, frame.f_lineno))
                last = frame.f_lineno
            return step

        return step

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        target.check(text)
    except Exception as error:
        raise BrokenError(f"{target.name}: {text!r}") from error
    finally:
        sys.settrace(before)
    return steps


def changed(chance: Random, text: str, target: Target, others: Sequence[str]) -> str:
    """Change a text here and there, with words and pieces of other texts."""
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 1, 2, 5, 20, 100)))
        match chance.randrange(7):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:at] + text[at:end] * 2 + text[end:]
            case 2:
                text = text[:at] + chance.choice(target.words) + text[at:]
            case 3:
                text = text[:at] + chance.choice(target.words) + text[end:]
            case 4:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                text = text[:at] + other[start : start + chance.choice((3, 20, 200))] + text[at:]
            case 5:
                text = (
                    text[:at] + chr(chance.choice((chance.randrange(32, 127), 0xE9))) + text[end:]
                )
            case _:
                place = chance.randrange(len(text) + 1)
                text = text[:place] + text[at:end] + text[place:]
    return text[:LONGEST]


def explore(
    target: Target, chance: Random, texts: Iterable[str], is_over: Callable[[int], bool]
) -> dict[str, set[Step]]:
    """Check texts and changes of them until it `is_over`, which is asked with the number of tries.

    Return the texts that reached something new, with all that they reached.
    """
    known: set[Step] = set()
    found: dict[str, set[Step]] = {}
    kept: list[str] = []
    for text in texts:
        steps = steps_of(target, text)
        kept.append(text)
        if steps - known:
            found[text] = steps
            known |= steps
    tries = 0
    while not is_over(tries):
        tries += 1
        text = changed(chance, chance.choice(kept), target, kept)
        steps = steps_of(target, text)
        if steps - known:
            found[text] = steps
            kept.append(text)
            known |= steps
    return found


def shortest(found: dict[str, set[Step]]) -> list[str]:
    """Return texts, the short ones first, that together reach all that was reached."""
    known: set[Step] = set()
    kept = []
    for text in sorted(found, key=lambda text: (len(text), text)):
        if found[text] - known:
            known |= found[text]
            kept.append(text)
    return kept


def main() -> None:
    """Make the corpora grow."""
    from tests.hostile.parts.fuzz import TARGETS

    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzzing", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="for all targets together")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for target in TARGETS:
        end = time.monotonic() + asked.seconds / len(TARGETS)
        chance = Random(f"{target.name}/{asked.seed}")
        before = target.corpus
        found = explore(target, chance, before, lambda _, end=end: time.monotonic() > end)  # type: ignore[misc]
        kept = shortest(found)
        text = json.dumps(kept, ensure_ascii=True, indent=1)
        (CORPUS / f"{target.name}.json").write_text(text + "\n", "utf-8")
        reached = len(set[Step]().union(*found.values()))
        print(f"{target.name}: {len(before)} texts, now {len(kept)}; {reached} steps reached")


if __name__ == "__main__":
    main()
