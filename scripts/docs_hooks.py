"""What MkDocs runs while it builds ``docs/``: pages that follow from the program itself."""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))

import manual


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages of commands and keys."""
    for name, content in (("commands.md", manual.as_markdown()), ("keys.md", manual.as_keys())):
        files.append(File.generated(config, name, content=content))
    return files
