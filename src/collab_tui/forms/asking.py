"""Which question each row of a form asks."""

from __future__ import annotations

from collab_tui.forms.asked import Ask
from collab_tui.forms.asking_fields import FieldAsk
from collab_tui.forms.asking_texts import KeyAsk, LanguageAsk
from collab_tui.forms.asking_values import ElementAsk, ValueAsk
from collab_tui.forms.form import Form
from collab_tui.forms.rows import Does, Row


def ask(form: Form, row: Row) -> Ask | None:
    """Return what a row asks when it is edited; None if it asks nothing."""
    if row.does is Does.ADD_FIELD:
        return FieldAsk(form)
    if row.part is None:
        return None
    if row.does is Does.EDIT:
        return ValueAsk(form, row.part, row.path, row.language)
    if row.does is Does.ADD:
        return ElementAsk(form, row.part, row.path)
    if row.does is Does.ADD_LANGUAGE:
        return LanguageAsk(form, row.part, row.path)
    return KeyAsk(form, row.part, row.path) if row.does is Does.ADD_KEY else None
