"""The explorer's two Textual themes, matching the palettes of `collab_tui.render.palette`."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="collab-dark",
    dark=True,
    primary="#7aa2f7",
    secondary="#9ece6a",
    accent="#e0af68",
    foreground="#d5d9e5",
    background="#16181f",
    surface="#1b1e27",
    panel="#242833",
    success="#9ece6a",
    warning="#e0af68",
    error="#f7768e",
)

LIGHT = Theme(
    name="collab-light",
    dark=False,
    primary="#1d4fb8",
    secondary="#33691e",
    accent="#8a5200",
    foreground="#1f2430",
    background="#fafafa",
    surface="#f2f3f6",
    panel="#e4e7ee",
    success="#33691e",
    warning="#8a5200",
    error="#b3261e",
)
