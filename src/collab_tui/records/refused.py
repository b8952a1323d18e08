"""Why a text is not a date or a duration: a code with values, and its words.

A problem of a registry keeps code and values, and takes the words from here when it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from collab_tui.language import _

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError

DATE_WORDS = {
    "form": _("'{text}' is not a date"),
    "type": _("expected a date, not {text}"),
    "year-0": _("there is no year 0"),
    "month": _("there is no month {number}"),
    "day": _("{month} has no day {number}"),
    "no-date": _("'{text}' has no date"),
    "backwards": _("'{text}' ends before it begins"),
    "time": _("'{text}' is an interval of days; leave out the time"),
}
"""By code, why something is not a date."""

DURATION_WORDS = {"form": _("'{text}' is not a duration")}
"""By code, why something is not a duration."""


class RefusedError(ValueError):
    """A value that is not a date or a duration: `case` is a code of `words`, filled by `values`."""

    def __init__(self, words: dict[str, str], case: str, **values: str | int) -> None:
        """Fill the words, for those who read the error as text."""
        super().__init__(words[case].format_map(values))
        self.case = case
        self.values = values

    def for_model(self, code: str) -> PydanticCustomError:
        """Return the same as an error of a model; its context has `case` and the values."""
        from pydantic_core import PydanticCustomError

        return PydanticCustomError(code, "is refused", {"case": self.case, **self.values})


def not_a_date(case: str, **values: str | int) -> RefusedError:
    """Return the error of something that is not a date."""
    return RefusedError(DATE_WORDS, case, **values)
