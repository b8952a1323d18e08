"""Parses and validates the files of a registry in one process: the floor of a build."""

import sys
from pathlib import Path

import tomli

from collab_tui.records.kinds import Kind
from collab_tui.records.models import MODELS
from collab_tui.records.types import reader

if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).rglob("*.toml")):
        for table, rows in tomli.loads(path.read_text(encoding="utf-8")).items():
            kind = Kind.of_table(table)
            if kind is not None:
                for row in rows:
                    reader(MODELS[kind])(row)
