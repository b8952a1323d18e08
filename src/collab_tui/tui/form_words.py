"""What a form says about the row under its cursor: what the field means, which keys work there."""

from __future__ import annotations

from collections.abc import Sequence

from collab_tui.forms.asked import Ask
from collab_tui.forms.form import Form
from collab_tui.forms.rows import Does, Row
from collab_tui.forms.writing import Mistake
from collab_tui.language import _, _n
from collab_tui.registry.problems import Place
from collab_tui.render.problems import near
from collab_tui.render.words import clean
from collab_tui.tui.widgets.entry import Entry
from collab_tui.tui.widgets.form_rows import ADDS
from collab_tui.tui.widgets.key_bar import Hint

_PREVIEW = Hint("Ctrl+s", _("preview"), keep=True, pressed="ctrl+s")


def title(form: Form, mistakes: Sequence[Mistake], doing: str = "") -> str:
    """Return what is edited, and `doing`, or how many mistakes there are."""
    kind = form.kind.label.lower()
    name = form.name or (str(form.ref) if form.ref is not None else "")
    if form.ref is not None:
        what = _("Change {kind}: {name}", kind=kind, name=name)
    elif name:
        what = _("New {kind}: {name}", kind=kind, name=name)
    else:
        what = _("New {kind}", kind=kind)
    wrong = sum(one.is_error for one in mistakes)
    if not doing and wrong:
        doing = _n("{count} mistake", "{count} mistakes", wrong)
    elif not doing and form.is_changed:
        doing = _("not written yet")
    return clean(f"{what}{' · ' if doing else ''}{doing}")


def about(form: Form, row: Row | None, mistakes: Sequence[Mistake]) -> str:
    """Return what is wrong on a row, what its field means, and the file."""
    if row is None:
        return ""
    lines = [clean(f"{one.message}{f' → {one.hint}' if one.hint else ''}") for one in mistakes]
    if row.path == ("id",) and form.ref is not None:
        lines.append(
            _(
                "An id is changed by: collab-tui rename {ref} {kind}/NEW",
                ref=form.ref,
                kind=form.kind,
            )
        )
    elif row.part is not None:
        lines.append(row.part.help)
    else:
        lines.append(_("Fields that have no value yet are found by typing their name."))
    if form.file is not None:
        lines.append(clean(str(near(Place(str(form.file))))))
    return "\n".join(lines)


def row_hints(form: Form, row: Row | None) -> list[Hint]:
    """Return the keys that work on a row."""
    leave = Hint("Esc", _("leave"), keep=True)
    if row is None:
        return [_PREVIEW, leave]
    words = {Does.EDIT: _("edit"), Does.OPEN: _("close") if row.is_open else _("open")}
    words |= dict.fromkeys(ADDS, _("add"))
    hints = [Hint("⏎", words[row.does])] if row.does in words else []
    if has_sources(row):
        hints.append(Hint("s", _("sources"), pressed="s"))
    if can_take_out(form, row):
        hints.append(Hint("d", _("take out"), pressed="d"))
    if row.is_element:
        hints.append(Hint("J K", _("move"), pressed="J"))
    hints.append(Hint("f", _("another field"), pressed="f"))
    if form.can_take_back:
        hints.append(Hint("u", _("take back"), pressed="u"))
    return [*hints, _PREVIEW, leave]


def ask_hints(question: Ask, entry: Entry) -> list[Hint]:
    """Return the keys that work while something is asked."""
    take = Hint("⏎", _("turn on or off") if question.stays else _("take"))
    leave = Hint("Esc", _("done") if question.stays else _("cancel"), keep=True)
    choose = [Hint("↑↓", _("choose"))] if entry.offers.offers else []
    following = [] if question.stays else [Hint("Tab", _("take, go on"))]
    return [take, *choose, *following, leave, _PREVIEW]


def can_take_out(form: Form, row: Row) -> bool:
    """Tell whether a row has something that can be taken out."""
    is_there = row.does not in ADDS and form.value(row.path) is not None
    return is_there and row.path != ("id",)


def has_sources(row: Row) -> bool:
    """Tell whether sources can support what a row has."""
    return bool(row.fact) and row.does not in ADDS and bool(row.value or row.does is Does.NOTHING)
