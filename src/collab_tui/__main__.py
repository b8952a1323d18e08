"""``python -m collab_tui``: the same as the ``collab-tui`` command."""

from collab_tui.cli import main

if __name__ == "__main__":
    main()
