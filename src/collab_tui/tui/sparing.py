"""A driver of the terminal that sends only what is not on the screen yet."""

from __future__ import annotations

from textual.driver import Driver

from collab_tui.tui.sent import Sent


def sparing(usual: type[Driver], sent: Sent) -> type[Driver]:
    """Return the usual driver, of a terminal or of a browser, with less that goes through it.

    `sent` is told what is drawn, and says what of it must be sent.
    """

    def write(driver: Driver, data: str) -> None:
        needed = sent.needed(data)
        if needed:
            usual.write(driver, needed)

    return type(f"Sparing{usual.__name__}", (usual,), {"write": write})
