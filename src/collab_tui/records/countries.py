"""ISO 3166-1 alpha-2 country codes, from CLDR through babel."""

from __future__ import annotations

from functools import cache

from collab_tui.language import LANGUAGE

# CLDR also has codes that ISO 3166-1 does not have: unions, outlying regions, pseudo-locales.
_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN"}) | {
    "XA",
    "XB",
    "ZZ",
}


@cache
def country_codes() -> frozenset[str]:
    """Return every alpha-2 code, with Kosovo's user-assigned ``XK``."""
    from babel import Locale

    codes = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - _NOT_COUNTRIES


@cache
def country_name(code: str, language: str = LANGUAGE) -> str:
    """Return the name of a country in a language of the program, or the code if it has none."""
    from babel import Locale

    return str(Locale.parse(language).territories.get(code, code))


@cache
def currency_codes() -> frozenset[str]:
    """Return every code of ISO 4217, for past and present currencies."""
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def is_country(code: str) -> bool:
    """Tell whether `code` is an upper-case ISO 3166-1 alpha-2 code."""
    return code in country_codes()


def code_called(text: str) -> str | None:
    """Return the code of the country that `text` means. `text` is a name or another sort of code.

    ``Singapore``, ``sg``, ``SGP`` and ``Singapor`` all give SG. Names are English or in the
    language of the program.
    """
    from babel.core import get_global

    from collab_tui.suggest import nearest

    asked = text.strip().casefold()
    aliases = get_global("territory_aliases").get(asked.upper(), [])
    for code in (asked.upper(), *aliases[:1]):
        if is_country(code):
            return str(code)
    names = _codes_by_name()
    near = asked if asked in names else nearest(asked, names)
    return names[near] if near is not None else None


@cache
def _codes_by_name() -> dict[str, str]:
    return {
        country_name(code, language).casefold(): code
        for language in (LANGUAGE, "en")
        for code in sorted(country_codes())
    }
