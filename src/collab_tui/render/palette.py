"""The colours: one accent for each kind of record, quiet greys, three for statuses."""

from __future__ import annotations

from rich.theme import Theme

from collab_tui.records.kinds import Kind


def _theme(
    accents: dict[Kind, str],
    *,
    text: str,
    quiet: str,
    good: str,
    waiting: str,
    over: str,
    url: str,
    link: str,
    match: str,
) -> Theme:
    styles = {f"kind.{kind}": f"bold {colour}" for kind, colour in accents.items()}
    styles |= {f"accent.{kind}": colour for kind, colour in accents.items()}
    styles |= dict.fromkeys(("status.active", "status.completed"), good)
    styles |= dict.fromkeys(("status.signed", "status.announced", "status.proposed"), waiting)
    styles |= dict.fromkeys(
        ("status.expired", "status.terminated", "status.suspended", "status.inactive"), over
    )
    styles["status.withdrawn"] = over
    styles |= {
        "page.text": text,
        "page.title": f"bold {text}",
        "page.strong": f"bold {text}",
        "page.quiet": quiet,
        "page.label": quiet,
        "page.mark": quiet,
        "page.note": f"italic {quiet}",
        "page.link": link,
        "page.url": f"{link} {url}".strip(),
        "page.warning": over,
        "page.match": match,
    }
    return Theme(styles)


DARK = _theme(
    {
        Kind.INSTITUTION: "#7aa2f7",
        Kind.AGREEMENT: "#9ece6a",
        Kind.FOCUS_AREA: "#e0af68",
        Kind.PERSON: "#bb9af7",
        Kind.SOURCE: "#7dcfff",
    },
    text="#d5d9e5",
    quiet="#8b93a8",
    good="#9ece6a",
    waiting="#e0af68",
    over="#f7768e",
    url="#8fb4f5",
    link="",
    match="bold #16181f on #e0af68",
)
"""For dark backgrounds, at least 4.5:1 against #16181f."""

LIGHT = _theme(
    {
        Kind.INSTITUTION: "#1d4fb8",
        Kind.AGREEMENT: "#33691e",
        Kind.FOCUS_AREA: "#8a5200",
        Kind.PERSON: "#6a3fb5",
        Kind.SOURCE: "#00667a",
    },
    text="#1f2430",
    quiet="#5b6272",
    good="#33691e",
    waiting="#8a5200",
    over="#b3261e",
    url="#1d4fb8",
    link="",
    match="bold #1f2430 on #ffd98a",
)
"""For light backgrounds, at least 4.5:1 against #fafafa."""

ANSI = _theme(
    {
        Kind.INSTITUTION: "blue",
        Kind.AGREEMENT: "green",
        Kind.FOCUS_AREA: "yellow",
        Kind.PERSON: "magenta",
        Kind.SOURCE: "cyan",
    },
    text="default",
    quiet="dim",
    good="green",
    waiting="yellow",
    over="red",
    url="blue",
    link="underline",
    match="bold reverse",
)
"""The terminal's own sixteen colours, for output whose background is not known; links are
underlined, so that they show without colour, too."""
