"""An empty Textual app: the floor of a first frame. It shows one word, so that it can be seen."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Shows one word."""

    def compose(self) -> ComposeResult:
        """Lay out the word."""
        yield Static("painted")


if __name__ == "__main__":
    EmptyApp().run()
