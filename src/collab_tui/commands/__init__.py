"""Commands that are modules of their own; `collab_tui.cli` puts them together."""
