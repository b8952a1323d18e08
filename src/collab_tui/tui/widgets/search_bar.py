"""The search bar, and below it what there is to say about the query."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from collab_tui.query.syntax import QueryError
from collab_tui.render.words import clean


class SearchBar(Vertical):
    """One line to type in; a second one appears when there is something to say."""

    DEFAULT_CSS = """
    SearchBar { height: auto; background: $surface; }
    SearchBar Horizontal { height: 1; }
    SearchBar #prompt { width: 3; color: $text-muted; }
    SearchBar.-active #prompt { color: $primary; text-style: bold; }
    SearchBar Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    SearchBar Input:focus { border: none; }
    SearchBar #registry { width: auto; max-width: 50%; height: 1; padding: 0 1; }
    SearchBar #registry { color: $text-muted; }
    SearchBar #message { height: auto; display: none; padding: 0 3; color: $text-muted; }
    SearchBar #message.-shown { display: block; }
    SearchBar #message.-error { color: $text-error; }
    """

    def __init__(self, text: str) -> None:
        """Begin with a query."""
        super().__init__(id="search")
        self.input = Input(text, placeholder="search: words, with:nuh, country:SG, signed:2024 …")
        self._registry = Static(id="registry", markup=False)
        self._message = Static(id="message", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out prompt, input, the registry's title and the message."""
        with Horizontal():
            yield Static(" / ", id="prompt", markup=False)
            yield self.input
            yield self._registry
        yield self._message

    def set_registry(self, title: str) -> None:
        """Say which registry this is."""
        self._registry.update(Text(clean(title), no_wrap=True, overflow="ellipsis"))

    def say(self, message: str) -> None:
        """Say something below the bar; nothing where `message` is empty."""
        self._message.update(message)
        self._message.set_class(bool(message), "-shown")
        self._message.remove_class("-error")

    def complain(self, error: QueryError) -> None:
        """Show a mistake, under the column where it is."""
        offset = error.start - self.input.scroll_offset.x
        room = max(0, self._message.size.width or self.size.width) - 6
        text = error.message + (f": {error.hint}" if error.hint else "")
        indent = max(0, min(offset, room - len(text) - 2))
        self._message.update(" " * indent + "▲ " + clean(text))
        self._message.add_class("-shown", "-error")
