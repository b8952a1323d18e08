"""When an agreement is in force: its dates, how long it runs, and what happens then."""

from __future__ import annotations

from collab_tui.language import _, _c
from collab_tui.records.declared import asked
from collab_tui.records.field import Asked, Field, Searched, Sort
from collab_tui.records.vocabulary import RenewalType


def _date(key: str, label: str, text: str, queries: Asked, *, is_usual: bool = True) -> Field:
    return Field(
        f"dates.{key}",
        Sort.DATE,
        text,
        label,
        asked=(queries, asked.DATE),
        words=Searched.REST,
        is_usual=is_usual,
    )


TIMES = (
    Field(
        "dates",
        Sort.TABLE,
        _("When it was announced and signed, and how long it runs."),
        is_fact=True,
        has_parts=True,
        is_usual=True,
    ),
    _date("announced", _c("field", "Announced"), _("When it was announced."), asked.ANNOUNCED),
    _date("signed", _c("field", "Signed"), _("When it was signed."), asked.SIGNED),
    _date("start", _c("field", "Start"), _("The first day on which it is in force."), asked.STARTS),
    _date("end", _c("field", "End"), _("The last day on which it is in force."), asked.ENDS),
    _date(
        "terminated",
        _c("field", "Terminated"),
        _("The day on which it ended early."),
        asked.ENDS,
        is_usual=False,
    ),
    Field(
        "dates.duration",
        Sort.DURATION,
        _(
            "How long it runs from its start, or from its signing: P5Y is five years. Without an"
            " end, the end follows from it."
        ),
        _c("field", "Duration"),
        is_line=True,
    ),
    Field(
        "renewal",
        Sort.TABLE,
        _("What happens when its term ends."),
        _c("field", "Renewal"),
        is_fact=True,
        is_line=True,
    ),
    Field(
        "renewal.type",
        Sort.TERM,
        _("Whether it continues by itself, by agreement, or not at all."),
        _c("field", "Renewal"),
        terms=RenewalType,
        words=Searched.REST,
    ),
    Field(
        "renewal.every",
        Sort.DURATION,
        _("How long each further term is. If it is not given, the duration."),
        _c("field", "Every"),
    ),
    Field(
        "renewal.notice",
        Sort.DURATION,
        _("How long before the end a party must give notice."),
        _c("field", "Notice"),
        asked=(asked.NOTICE,),
        is_kept=False,
    ),
)
