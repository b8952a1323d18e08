"""Partial dates: a day, a month or a year, as exactly as it is known.

The text form is EDTF level 1 (Library of Congress, 2019; ISO 8601-2): ``2024``,
``2024-10``, ``2024-10-15``, followed by ``~`` (approximate), ``?`` (uncertain) or ``%``
(both).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import total_ordering
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

PARTIAL_DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?[~?%]?$"
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """An interval of days that a date is known to lie in.

    Two partial dates compare by their earliest day, then by their latest one.
    """

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    @classmethod
    def parse(cls, value: str | int | date) -> PartialDate:
        """Read a TOML date, a year, or EDTF text.

        Raises:
            ValueError: `value` is none of these; the message says what is wrong.
        """
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, datetime):
            raise ValueError("a day is enough; leave out the time")
        if isinstance(value, date):
            return cls(value.year, value.month, value.day)
        if isinstance(value, int) and not isinstance(value, bool):
            value = f"{value:04d}"
        if not isinstance(value, str):
            raise ValueError(f"expected a date, not {value!r}")
        match = _FORM.fullmatch(value)
        if match is None:
            raise ValueError(f"'{value}' is not a date")
        year = int(match[1])
        month = int(match[2]) if match[2] else None
        day = int(match[3]) if match[3] else None
        if year == 0:
            raise ValueError("there is no year 0")
        if month is not None and not 1 <= month <= 12:
            raise ValueError(f"there is no month {month}")
        if day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]:
            raise ValueError(f"{year:04d}-{month:02d} has no day {day}")
        return cls(year, month, day, match[4] in ("~", "%"), match[4] in ("?", "%"))

    @property
    def earliest(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Return the EDTF text."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        marks = {(True, False): "~", (False, True): "?", (True, True): "%"}
        return text + marks.get((self.approximate, self.uncertain), "")

    def __lt__(self, other: object) -> bool:
        """Order by the earliest day, then by the latest."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key() < other._key()

    def _key(self) -> tuple[date, date, bool, bool]:
        return (self.earliest, self.latest, self.approximate, self.uncertain)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        """Let models hold partial dates; a bad one is a ``bad_date`` error."""
        from pydantic_core import PydanticCustomError, core_schema

        def validate(value: Any) -> PartialDate:
            try:
                return cls.parse(value)
            except ValueError as error:
                raise PydanticCustomError("bad_date", "{reason}", {"reason": str(error)}) from error

        return core_schema.no_info_plain_validator_function(
            validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the forms that a registry file may use."""
        return {
            "anyOf": [
                {"type": "string", "pattern": PARTIAL_DATE_PATTERN},
                {"type": "string", "format": "date"},
                {"type": "integer", "minimum": 1, "maximum": 9999},
            ],
            "description": 'A date 2024-10-15, a year 2024, or "2024-10", "2024~", "2024?".',
        }
