"""``python -m tests.hostile``: attack for some minutes, and say what held."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.hostile.part import Tally, attack, attack_for
from tests.hostile.parts import PARTS
from tests.hostile.report import lines_of, written_into


def main() -> int:
    """Run the parts one after another; return how many failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--minutes", type=float, default=6.0, help="for all parts together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", choices=[part.name for part in PARTS], help="only this part")
    parser.add_argument("--round", type=int, help="with --part: only this round")
    parser.add_argument("--no-walks", action="store_true", help="leave out what takes minutes")
    parser.add_argument("--keep", type=Path, help="a folder for the files of what failed")
    parser.add_argument("--write", type=Path, help="a page to write the tally into")
    asked = parser.parse_args()
    kept = asked.keep or Path(tempfile.mkdtemp(prefix="hostile-failures-"))
    parts = [part for part in PARTS if asked.part in (None, part.name)]
    tallies = []
    for part in parts:
        if asked.round is not None:
            tally = Tally(part)
            attack(tally, asked.seed, asked.round, kept)
        else:
            seconds = asked.minutes * 60 / len(parts)
            tally = attack_for(part, seconds, asked.seed, kept, walks=not asked.no_walks)
        tallies.append(tally)
        for failure in tally.failures[:3]:
            print(failure, file=sys.stderr)
        state = tally.missing or f"{tally.tried:,} tried, {tally.failed:,} failed"
        print(f"{part.name}: {state}", file=sys.stderr, flush=True)
    print("\n".join(lines_of(tallies, asked.seed, asked.minutes)))
    failed = sum(tally.failed for tally in tallies)
    if failed:
        print(f"the files of what failed are in {kept}", file=sys.stderr)
    if asked.write is not None:
        text = asked.write.read_text("utf-8")
        asked.write.write_text(
            written_into(text, lines_of(tallies, asked.seed, asked.minutes)), "utf-8"
        )
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
