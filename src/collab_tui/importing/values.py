"""Cells → values of fields: dates, durations, numbers, terms, codes, addresses, texts."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from collab_tui.catalog.text import fold, tokens
from collab_tui.importing.cells import Cell
from collab_tui.importing.mapping import Column
from collab_tui.importing.months import english_months
from collab_tui.importing.places import country_of
from collab_tui.language import LANGUAGE, _
from collab_tui.records.dates import PartialDate
from collab_tui.records.field import Field, Searched, Sort
from collab_tui.records.texts import LANGUAGE_TAG_PATTERN

WORDED = ("%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y", "%d-%b-%Y", "%d-%b-%y")
WORDED_MONTHS = ("%B %Y", "%b %Y")
PLAIN = (*WORDED, *WORDED_MONTHS, "%Y/%m/%d", "%Y.%m.%d")
"""Forms of dates that can mean only one day; they are read without a map."""

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: count for count, word in enumerate(_WORDS, 1)}
_UNIT = (
    r"(years?|yrs?|y|months?|mos?|m|weeks?|wks?|w|days?|d"
    r"|tahun|thn|th|bulan|bln|minggu|hari|年|个月|個月|周|天)"
)
_LETTERS = {
    **dict.fromkeys(("tahun", "thn", "th", "年"), "y"),
    **dict.fromkeys(("bulan", "bln", "个月", "個月"), "m"),
    **dict.fromkeys(("minggu", "周"), "w"),
    **dict.fromkeys(("hari", "天"), "d"),
}
_SPAN = re.compile(rf"(\d+(?:[.,]\d+)?|{'|'.join(_COUNTS)})[\s-]*{_UNIT}\b\.?", re.IGNORECASE)
_ISO_SPAN = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")
_NUMBER = re.compile(r"[+-]?[\d.,'’\s]*\d")


class UnfitError(ValueError):
    """A cell that does not fit its field. The message says why, after the cell."""


def convert(column: Column, field: Field, cell: Cell, decimal: str) -> Any:
    """Return the value of a cell for a field.

    Raises:
        UnfitError: it is not a value of the field.
    """
    said = column.values.get(fold(str(cell).strip()), column.otherwise)
    if said is not None:
        cell = said
    if field.sort is Sort.DATE:
        return _date(cell, column.dates)
    if field.sort is Sort.NUMBER:
        return number(cell, decimal)
    if field.sort is Sort.TERM:
        return _term(field, str(cell))
    if field.sort is Sort.CODE:
        return _code(field, str(cell))
    if field.sort is Sort.DURATION:
        return duration(str(cell))
    text = cell.isoformat() if isinstance(cell, date) else str(cell).strip()
    if field.sort is Sort.URL and text.lower().startswith("www."):
        return f"https://{text}"
    is_name = field.words in (Searched.NAMES, Searched.ALIASES) or field.sort is Sort.NAME
    return " ".join(text.split()) if is_name else text


def _date(cell: Cell, formats: tuple[str, ...]) -> Any:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int) and 1000 <= cell <= 9999:
        return cell
    text = english_months(" ".join(str(cell).split()))
    for form in (*formats, *PLAIN):
        found = read_date(text, form)
        if found is not None:
            return plain_date(found)
    try:
        return plain_date(PartialDate.parse(text))
    except ValueError as error:
        message = _('is not a date; say how its dates are written in the map: dates = ["%d/%m/%Y"]')
        if formats:
            message = _("is not a date in any of the formats of the map")
        raise UnfitError(message) from error


def read_date(text: str, form: str) -> PartialDate | None:
    """Return a date as far as `form` gives it: to the day, the month or the year."""
    if not re.search(r"%[Yy]", form):
        return None
    try:
        found = datetime.strptime(english_months(text), form)
    except ValueError:
        return None
    if re.search(r"%[dj]|%-d", form):
        return PartialDate(found.year, found.month, found.day)
    return PartialDate(found.year, found.month if re.search(r"%[mbB]", form) else None)


def plain_date(found: PartialDate) -> Any:
    """Return a date in the best form for TOML: a date, a year, or a text."""
    text = str(found)
    if found.day is not None and len(text) == 10:
        return date(found.year, found.month or 1, found.day)
    return found.year if text.isdigit() else text


def number(cell: Cell, decimal: str) -> int | float:
    """Return a number. Spaces, apostrophes and the other mark may be between thousands.

    Raises:
        UnfitError: it is not a number.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = str(cell).strip()
    if not _NUMBER.fullmatch(text):
        raise UnfitError(_("is not a number"))
    between = "," if decimal == "." else "."
    whole, _mark, part = text.lstrip("+-").partition(decimal)
    groups = re.split(rf"[\s'’{between}]+", whole)
    if (part and not part.isdigit()) or not _are_thousands(groups):
        raise UnfitError(_("can be read as more than one number"))
    bare = re.sub(r"[\s'’]", "", text).replace(between, "").replace(decimal, ".")
    try:
        return float(bare) if "." in bare else int(bare)
    except ValueError as error:
        raise UnfitError(_("is not a number")) from error


def _are_thousands(groups: list[str]) -> bool:
    """Tell whether digits are grouped as people do: 1,234,567 or, in India, 12,34,567."""
    first, *others = groups
    return not others or (
        1 <= len(first) <= 3 and len(others[-1]) == 3 and all(len(one) in (2, 3) for one in others)
    )


def decimal_of(cells: list[Cell]) -> str:
    """Return the decimal mark of some numbers: a comma only if that is certain."""
    texts = [str(cell).strip() for cell in cells if isinstance(cell, str)]
    numbers = [text for text in texts if _NUMBER.fullmatch(text)]
    if any(
        re.fullmatch(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+", text)
        and not re.fullmatch(r"[+-]?\d{1,3},\d{3}", text)
        for text in numbers
    ):
        return ","
    return "."


def duration(text: str) -> str:
    """Return a span of time in ISO 8601: ``5 Years`` is P5Y, ``1.5 years`` P18M.

    Raises:
        UnfitError: it is not one, or says more than that.
    """
    stripped = text.strip()
    if _ISO_SPAN.fullmatch(stripped.upper()) and len(stripped) > 1:
        return stripped.upper()
    rest = re.sub(r"[\s,&]+|\band\b", " ", _SPAN.sub(" ", stripped)).strip()
    parts = _SPAN.findall(stripped)
    if rest or not parts:
        raise UnfitError(_("is not a plain span of time, such as '5 years'"))
    months = days = 0.0
    for count, unit in parts:
        size = float(_COUNTS.get(count.lower(), 0) or count.replace(",", "."))
        letter = _LETTERS.get(unit.lower(), unit[0].lower())
        months += size * {"y": 12, "m": 1}.get(letter, 0)
        days += size * {"w": 7, "d": 1}.get(letter, 0)
    if months != int(months) or days != int(days) or not months + days:
        raise UnfitError(_("is not a whole number of months or days"))
    years, rest_months = divmod(int(months), 12)
    if years and rest_months:
        years, rest_months = 0, int(months)
    found = [(years, "Y"), (rest_months, "M"), (int(days), "D")]
    return "P" + "".join(f"{count}{letter}" for count, letter in found if count)


def _term(field: Field, text: str) -> str:
    asked = " ".join(tokens(text))
    for term in field.terms or ():
        if asked in {" ".join(tokens(name)) for name in (term.value, term.english, term.label)}:
            return term.value
    known = ", ".join(term.value for term in field.terms or ())
    key = field.steps[-1][0]
    raise UnfitError(_("is not a value of '{key}'; give it one of: {known}", key=key, known=known))


def _code(field: Field, text: str) -> str:
    if field.scheme == "country":
        code = country_of(text)
        if code is None:
            raise UnfitError(_("is not a country"))
        return code
    if re.fullmatch(LANGUAGE_TAG_PATTERN, text):
        return text
    found = _languages().get(fold(text)) if field.scheme == "language" else text.upper()
    if found is None:
        raise UnfitError(_("is not a language"))
    return found


@cache
def _languages() -> dict[str, str]:
    """Return the tags of languages by their names: in English, in the language that the program
    speaks, and in the language itself.
    """
    from babel import Locale
    from babel.localedata import locale_identifiers

    known = {
        fold(str(name)): code
        for language in (LANGUAGE, "en")
        for code, name in Locale.parse(language).languages.items()
        if "_" not in code
    }
    for identifier in locale_identifiers():
        if "_" not in identifier:
            own = Locale.parse(identifier).languages.get(identifier)
            if own is not None:
                known.setdefault(fold(str(own)), identifier)
    return known
