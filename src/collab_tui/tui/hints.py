"""Which keys the footer shows where; every hint is true for the widget in focus."""

from __future__ import annotations

from collections.abc import Mapping

from collab_tui.render.words import plural
from collab_tui.tui.actions import ACTIONS, show_key
from collab_tui.tui.widgets.key_bar import Hint

_BY_ID = {action.id: action for action in ACTIONS}
_NAMED = frozenset(
    {"slash", "question_mark", "colon", "left_square_bracket", "right_square_bracket", "backspace"}
)


def hints(
    keymap: Mapping[str, str],
    *,
    typing: bool,
    choosing: bool,
    reading: bool,
    narrow: bool,
    filtered: bool,
    can_go_back: bool,
    problems: int,
) -> list[Hint]:
    """Return the footer's hints, the most important first."""

    def hint(action_id: str, word: str = "", *, keep: bool = False) -> Hint | None:
        action = _BY_ID[action_id]
        keys = [key.strip() for key in keymap.get(action_id, action.keys).split(",")]
        # While one types, a key that writes a character does nothing else.
        usable = [key for key in keys if not (typing and (len(key) == 1 or key in _NAMED))]
        return Hint(show_key(usable[0]), word or action.hint, keep) if usable else None

    if choosing:
        wanted: list[Hint | None] = [Hint("⏎", "take"), Hint("↑↓", "choose"), Hint("Esc", "close")]
    elif typing:
        wanted = [
            Hint("⏎", "results"),
            hint("leave", "clear" if filtered else "leave"),
            hint("next_pane"),
        ]
    elif reading:
        wanted = [
            Hint("↑↓", "links"),
            hint("open", "follow"),
            hint("back") if can_go_back else None,
            hint("leave", "lists"),
            hint("search"),
            hint("export"),
            hint("filter"),
            hint("copy"),
            hint("open_link"),
            hint("edit"),
        ]
    else:
        wanted = [
            hint("search"),
            hint("open", "read" if narrow else "open"),
            hint("leave", "clear") if filtered else None,
            hint("back") if can_go_back else None,
            hint("next_pane"),
            hint("export"),
            hint("filter"),
            hint("copy"),
            hint("next_linked"),
            hint("sort"),
            hint("open_link"),
            hint("edit"),
        ]
    if problems:
        wanted.insert(1, hint("problems", plural(problems, "problem")))
    wanted += [hint("help", keep=True), hint("palette", keep=True), hint("quit", keep=True)]
    return [found for found in wanted if found is not None]
