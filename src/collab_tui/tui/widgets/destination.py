"""Where a file is written: two lines for its name and its folder."""

from __future__ import annotations

import os
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from collab_tui.language import _
from collab_tui.places import folder_named, from_home
from collab_tui.render.words import clean


class NoDestinationError(ValueError):
    """What is typed is no name of a file or no folder. The message says what to type."""


class Destination(Vertical):
    """The name and the folder of a file. Neither is typed into before it is gone to."""

    DEFAULT_CSS = """
    Destination { height: auto; }
    Destination Horizontal { height: 1; margin: 0 1; }
    Destination .label { width: 9; color: $text-muted; }
    Destination Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    Destination Input:focus { border: none; }
    """

    class Changed(Message):
        """Another name or folder is typed."""

    def __init__(self, name: str, folder: Path) -> None:
        """Begin with a name and the usual folder."""
        super().__init__()
        self._usual_folder = from_home(folder)
        self._file = Input(name, select_on_focus=False)
        self._folder = Input(self._usual_folder, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """Lay out the two lines."""
        for label, line in ((_("File"), self._file), (_("Folder"), self._folder)):
            with Horizontal():
                yield Static(label, classes="label", markup=False)
                yield line

    @property
    def lines(self) -> list[Input]:
        """The lines that can be typed into: the name, the folder."""
        return [self._file, self._folder]

    @property
    def file_name(self) -> str:
        """The name that is typed."""
        return self._file.value

    @file_name.setter
    def file_name(self, name: str) -> None:
        self._file.value = name

    def is_new_folder(self, path: Path) -> bool:
        """Tell whether a path is in a folder that was typed and does not exist.

        The usual folder is made without asking. This looks at the disk.
        """
        is_usual = self._folder.value == self._usual_folder
        return not (is_usual or os.path.lexists(path.parent))

    def path(self) -> Path:
        """Return the path that is typed.

        Raises:
            NoDestinationError: there is none.
        """
        name, folder = self._file.value.strip(), self._folder.value.strip()
        is_plain = clean(name) == name and Path(name).name == name and "\\" not in name
        if not name or name in (".", "..") or not is_plain:
            raise NoDestinationError(_("a file name, without folders"))
        wrong = NoDestinationError(_("a folder, such as ~/Documents"))
        if not folder or clean(folder) != folder:
            raise wrong
        try:
            return folder_named(folder) / name
        except RuntimeError:
            raise wrong from None

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())
