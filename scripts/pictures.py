"""Makes the pictures of the documentation from the program itself: ``python scripts/pictures.py``.

With the name of a folder, they are written there instead of ``docs/pictures``. ``--check`` writes
nothing: it says which of those in ``docs/pictures`` are not as the program draws them today.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.pop("NO_COLOR", None)

from tests.tui.driver import Driver

from collab_tui.catalog.catalog import Catalog
from collab_tui.config import Settings
from collab_tui.places import builtin_registry
from collab_tui.tui.app import Explorer
from collab_tui.views.state import State
from collab_tui.views.svg import as_svg
from collab_tui.views.view import View

TODAY = date(2026, 11, 25)

PICTURES: dict[str, tuple[State, int, int | None]] = {
    "overview": (State("overview"), 80, None),
    "timeline": (State("timeline", first=2012, last=2030), 100, 30),
    "matrix": (State("matrix", rows="focus", columns="country"), 80, 16),
    "map": (State("map"), 100, 36),
    "partners": (State("partners", about=("institution/moh-indonesia",)), 80, 24),
    "paths": (State("paths", about=("institution/sinovac", "institution/nhc-china")), 80, None),
    "compare": (State("compare", about=("institution/nuh", "institution/sgh")), 80, 30),
}
"""By the name of the file: how a view looks, columns, and rows."""

SCREENS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "explorer": ((120, 36), ("slash", *"ruijin", "enter", "2", "down", "down", "down", "down")),
    "values": ((100, 24), ("slash", *"country", "colon")),
}
"""By the name of the file: the size of the terminal, and the keys that lead there."""


async def photograph(catalog: Catalog, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """Return the explorer's screen after some keys, as SVG."""
    app = Explorer(catalog, Settings())
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot, catalog)
        await driver.settle()
        await driver.press(*keys)
        return app.export_screenshot(title="collab-tui")


def outdated(made: Path, kept: Path) -> list[str]:
    """Return the names of the pictures in `made` that are not the same in `kept`."""
    pairs = ((one, kept / one.name) for one in sorted(made.glob("*.svg")))
    return [
        one.name
        for one, other in pairs
        if not other.exists() or one.read_bytes() != other.read_bytes()
    ]


def main() -> None:
    """Write every picture, or say which are old."""
    there = Path(__file__).parent.parent / "docs" / "pictures"
    if sys.argv[1:] != ["--check"]:
        make(Path(sys.argv[1]) if len(sys.argv) > 1 else there)
        return
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        old = outdated(Path(folder), there)
    if old:
        print(f"old: {', '.join(old)}; python scripts/pictures.py makes them again")
        sys.exit(1)


def make(folder: Path) -> None:
    """Write every picture into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as cache:
        catalog = Catalog.open([builtin_registry()], Path(cache), TODAY)
        catalog.refresh()
        view = View(catalog)
        for name, (state, width, height) in PICTURES.items():
            svg = as_svg(view.draw("", state, width, height))
            (folder / f"{name}.svg").write_text(svg, "utf-8")
        for name, (size, keys) in SCREENS.items():
            svg = asyncio.run(photograph(catalog, size, keys))
            (folder / f"{name}.svg").write_text(svg, "utf-8")
        catalog.close()


if __name__ == "__main__":
    main()
