"""Makes a registry of a dump of the Research Organization Registry, as `import ror` writes it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks.subjects import command, environment


def from_ror(dump: Path, root: Path) -> Path:
    """Import all organisations of a dump into one file of a registry at `root`; return it.

    If the registry exists already, nothing is written.
    """
    done = root / ".complete"
    if not done.exists():
        root.mkdir(parents=True, exist_ok=True)
        words = ["import", "ror", str(dump), "-o", str(root / "institutions.toml")]
        run = [command("collab-tui"), *words]
        # A registry of one's own would be asked which of the organisations it has.
        own = environment({"COLLAB_TUI_DATA": str(root)})
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL, env=own)
        done.touch()
    return root
