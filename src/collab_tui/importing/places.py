"""Countries as people write them: a code, a name in any language, or a short form."""

from __future__ import annotations

import re
from functools import cache

from collab_tui.catalog.text import tokens
from collab_tui.records.countries import country_codes

# Names that CLDR does not have: short forms, older names, parts that stand for the whole.
_ALSO = {
    "AE": "uae;emirates",
    "BN": "brunei darussalam",
    "BO": "plurinational state of bolivia",
    "CD": "drc;dr congo;zaire;democratic republic of the congo;democratic republic of congo",
    "CG": "republic of the congo;republic of congo",
    "CI": "ivory coast",
    "CN": "prc;p r china;pr china;people s republic of china;mainland china",
    "CV": "cape verde",
    "CZ": "czech republic",
    "FM": "federated states of micronesia",
    "GB": "uk;u k;great britain;britain;england;inggris;scotland;wales;northern ireland;united"
    " kingdom of great britain and northern ireland",
    "HK": "hong kong sar;hongkong",
    "IR": "islamic republic of iran",
    "KP": "dprk;democratic people s republic of korea",
    "KR": "korea;s korea;republic of korea;rok;korea republic of;korea south",
    "LA": "lao pdr;lao;lao people s democratic republic",
    "MD": "republic of moldova",
    "MK": "macedonia;fyrom",
    "MM": "burma",
    "MO": "macau",
    "NL": "holland;the netherlands",
    "PS": "palestine;state of palestine",
    "RU": "russian federation",
    "SA": "ksa;kingdom of saudi arabia",
    "SY": "syrian arab republic",
    "SZ": "swaziland",
    "TL": "east timor",
    "TR": "turkey;turkiye;republic of turkey",
    "TW": "taiwan roc;republic of china;chinese taipei;taiwan province of china",
    "TZ": "united republic of tanzania",
    "US": "amerika;usa;u s a;u s;us of america;united states of america;america",
    "VA": "holy see",
    "VE": "bolivarian republic of venezuela",
    "VN": "viet nam;vietnam sr",
}


def country_of(text: str) -> str | None:
    """Return the code of the country that `text` names; None if it names none, or several."""
    stripped = text.strip()
    if len(stripped) == 2 and stripped.upper() in country_codes():
        return stripped.upper()
    if stripped.isupper() and (code := _three_letters(stripped)) is not None:
        return code  # before all names: Russia is Nga in one language, and NGA is Nigeria
    words = _words(stripped)
    if not words:
        return None
    for names_of in (_english, _everywhere):  # all languages, only if English has none
        names = names_of()
        for asked in (words, re.sub(r"^(the|republic of|kingdom of) ", "", words)):
            if asked in names:
                return names[asked]
    return _three_letters(stripped)


def _words(text: str) -> str:
    return " ".join(tokens(text.replace("&", " and ")))


def _three_letters(text: str) -> str | None:
    from babel.core import get_global

    found = get_global("territory_aliases").get(text.upper(), []) if len(text) == 3 else []
    return str(found[0]) if len(found) == 1 and found[0] in country_codes() else None


@cache
def _english() -> dict[str, str]:
    from babel import Locale

    territories = Locale("en").territories
    names = {
        _words(str(territories[code])): code for code in country_codes() if code in territories
    }
    names |= {_words(name): code for code, known in _ALSO.items() for name in known.split(";")}
    return names


@cache
def _everywhere() -> dict[str, str]:
    """Return the countries by their names in every language of CLDR. It takes a second.

    A name of two countries means neither.
    """
    from babel import Locale
    from babel.localedata import locale_identifiers

    codes = country_codes()
    found: dict[str, set[str]] = {}
    for identifier in locale_identifiers():
        if "_" not in identifier:
            for code, name in Locale.parse(identifier).territories.items():
                if code in codes:
                    found.setdefault(_words(name), set()).add(code)
    return {name: next(iter(known)) for name, known in found.items() if len(known) == 1}
