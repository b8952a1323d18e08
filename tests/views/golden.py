"""Writes the golden texts again: ``python -m tests.views.golden``. Then read what differs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from collab_tui.catalog.catalog import Catalog
from collab_tui.views.glyphs import to_ascii
from collab_tui.views.view import View
from tests.conftest import TODAY
from tests.views.looks import GOLDEN, SIZES
from tests.views.made import made

FOLDER = Path(__file__).parent / "golden"


def texts(catalog: Catalog) -> dict[str, str]:
    """Return every golden text, by the name of its file."""
    view, found = View(catalog), {}
    for name, state in GOLDEN.items():
        for width, height in SIZES:
            canvas = view.draw("", state, width, height)
            found[f"{name}-{width}x{height}.txt"] = canvas.text()
            found[f"{name}-{width}x{height}-ascii.txt"] = to_ascii(canvas).text()
    return found


def main() -> None:
    """Write them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.toml"
        path.write_text(made(), "utf-8")
        catalog = Catalog.open([path], None, TODAY)
        catalog.refresh()
        for old in FOLDER.glob("*.txt"):
            old.unlink()
        for name, text in texts(catalog).items():
            (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
