"""What is measured: registries, and the environment of the programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.queries import MADE

CHILDREN = Path(__file__).parent / "children"

_DROPPED = (
    "COLLAB_TUI_DATA",
    "COLLAB_TUI_LANGUAGE",
    "COLUMNS",
    "LANGUAGE",
    "LC_",
    "LINES",
    "NO_COLOR",
    "PYTHONDONTWRITEBYTECODE",
    "TEXTUAL",
)


LARGE = 500_000
"""Records from which on a registry is measured less often, and has targets of its own."""

RUNS_OF_LARGE = 2
"""How often it is measured at most: one run of a million records takes several minutes."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A registry to measure on; `path` is None for the one that comes with the program."""

    name: str
    path: Path | None
    folder: Path
    """The folder of everything that belongs to the benchmarks."""
    records: int = 0
    queries: Sequence[str] = MADE
    language: str = "en"
    """The language that the program speaks; each has a catalog of its own."""

    @property
    def is_large(self) -> bool:
        """Whether it has very many records."""
        return self.records >= LARGE

    def runs(self, asked: int) -> int:
        """Return how often it is measured, where `asked` is how often the others are."""
        return min(asked, RUNS_OF_LARGE) if self.is_large else asked

    @property
    def cache(self) -> Path:
        """The cache folder of this registry."""
        name = self.name.replace(",", "").replace(" ", "-")
        return (
            self.folder / "cache" / (name if self.language == "en" else f"{name}-{self.language}")
        )

    @property
    def registry(self) -> Path:
        """The path of the registry."""
        from collab_tui.places import builtin_registry

        return self.path or builtin_registry()

    @property
    def database(self) -> Path:
        """The file of the catalog, once it is built."""
        from collab_tui.catalog.storage.rules import fingerprint

        (path,) = self.cache.glob(f"*-{fingerprint()}.sqlite")
        return path

    def explorer(self) -> list[str]:
        """Return the command that opens the explorer."""
        return [command("collab-tui"), *(["-d", str(self.path)] if self.path else [])]

    def environment(self) -> dict[str, str]:
        """Return the environment in which programs run."""
        return environment(
            {
                "COLLAB_TUI_CACHE": str(self.cache),
                "COLLAB_TUI_CONFIG": str(self.folder / "no-config.toml"),
                "COLLAB_TUI_LANGUAGE": self.language,
            }
        )

    def warm(self) -> None:
        """Bring the catalog up to date."""
        run = [sys.executable, str(CHILDREN / "refresh.py"), str(self.registry), str(self.cache)]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL, env=self.environment())


def command(name: str) -> str:
    """Return the path of a command that is installed beside the interpreter."""
    return str(Path(sys.executable).with_name(name))


def environment(also: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment, with what the measured programs need."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_DROPPED)}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    return {**kept, **terminal, **(also or {})}


def child(script: str, *arguments: Path) -> str:
    """Run one of the programs in ``children/`` to its end; return what it prints."""
    run = [sys.executable, str(CHILDREN / script), *map(str, arguments)]
    return subprocess.run(
        run, check=True, stdout=subprocess.PIPE, text=True, env=environment()
    ).stdout
