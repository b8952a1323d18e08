"""The commands that have a module; `collab_tui.cli` joins them."""
