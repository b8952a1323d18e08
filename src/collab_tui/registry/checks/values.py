"""What a model refuses: a key or a value that the format does not have."""

from __future__ import annotations

from collab_tui.language import _, _later
from collab_tui.records.refused import DATE_WORDS, DURATION_WORDS
from collab_tui.registry.problems import Check, Severity, Words

_NAMES = {
    "string": _later("a text"),
    "integer": _later("a whole number"),
    "number": _later("a number"),
    "boolean": _later("true or false"),
    "date": _later("a date"),
    "array": _later("an array"),
    "table": _later("a table"),
    "local-text": _later("a text or a table by language"),
    "texts": _later("a text, or an array of texts, and none of them empty"),
    "string-or-number": _later("a text or a number"),
}
_TYPES = {"found": _NAMES, "expected": _NAMES}
"""The words for the types of values."""


def _record(*lines: str) -> str:
    head = ("[[institution]]", 'id = "a"', 'name = "A"', 'evidence = [{ source = "s" }]')
    return "\n".join((*head, *lines, ""))


UNKNOWN_KEY = Check(
    code="unknown-key",
    severity=Severity.ERROR,
    means=_("A record has a key that its kind does not know. The key is left out."),
    remedy=_("Correct the name of the key, or put it into the table 'extra', which takes any key."),
    example=_record('contry = "SG"'),
    words={
        "": Words(_later("'{word}' is not a key here"), _later("known keys: {known}")),
        "extra": Words(
            _later("'{word}' is not a key here"),
            _later("known keys: {known}; keys of your own go into 'extra'"),
            _later("did you mean '{near}'?; keys of your own go into 'extra'"),
        ),
    },
)
MISSING_FIELD = Check(
    code="missing-field",
    severity=Severity.ERROR,
    means=_(
        "A table lacks a key that it needs. The table is left out; an agreement or a"
        " source without a type is kept."
    ),
    remedy=_("Add the key."),
    example='[[institution]]\nid = "a"\n',
    words=Words(_later("'{key}' is missing"), _later("add {key} = …")),
)
UNKNOWN_TERM = Check(
    code="unknown-term",
    severity=Severity.ERROR,
    means=_("A value is not one of those that this key takes. It is left out."),
    remedy=_("Use one of the values that the message lists. 'collab-tui schema' lists them all."),
    example=_record('status = "closed"'),
    words=Words(_later("'{value}' is not a value of '{key}'"), _later("one of: {known}")),
)
BAD_SLUG = Check(
    code="bad-slug",
    severity=Severity.ERROR,
    means=_("An id has characters that ids do not have."),
    remedy=_("Use lower-case letters a-z, digits and single hyphens."),
    example='[[institution]]\nid = "Ruijin Hospital"\nname = "Ruijin"\n',
    words=Words(
        _later("'{value}' is not an id"),
        _later("use lower-case letters a-z, digits and single hyphens, as in 'ruijin-hospital'"),
    ),
)
BAD_URL = Check(
    code="bad-url",
    severity=Severity.ERROR,
    means=_("A web address is not complete, or no site can be there. It is left out."),
    remedy=_("Copy it from the address bar of the browser, with http:// or https://."),
    example=_record('links = ["www.example.org"]'),
    words={
        "": Words(
            _later("'{value}' is not a web address"), _later("it begins with http:// or https://")
        ),
        "space": Words(
            _later("'{value}' is not a web address: it has a space"),
            _later("remove the space; if it belongs there, write %20"),
        ),
        "sign": Words(
            _later("'{value}' is not a web address: it has the character {sign}"),
            _later("remove it, or copy the address from the browser again"),
        ),
        "no-host": Words(
            _later("'{value}' is not a web address: it names no site"),
            _later("write the name of the site: https://example.org"),
        ),
        "host": Words(
            _later("'{value}' is not a web address: '{host}' is not the name of a site"),
            _later("a name has letters, digits and hyphens between dots: www.example.org"),
        ),
        "port": Words(
            _later("'{value}' is not a web address: '{port}' is not a port"),
            _later("write a number from 0 to 65535 after the colon, or remove the colon"),
        ),
    },
)
BAD_LANGUAGE = Check(
    code="bad-language",
    severity=Severity.ERROR,
    means=_("A language is not named by a BCP-47 tag."),
    remedy=_("Use a tag such as en, id or zh-Hans."),
    example='[[institution]]\nid = "a"\nname = { english = "A" }\n',
    words=Words(
        _later("'{value}' is not a language tag"),
        _later("use a BCP-47 tag such as en, id or zh-Hans"),
    ),
)
BAD_DATE = Check(
    code="bad-date",
    severity=Severity.ERROR,
    means=_("A date is not written in EDTF, or the calendar does not have it. It is left out."),
    remedy=_(
        "Write what is known of it: a day, a month or a year; add ~ where it is approximate and"
        " ? where it is uncertain. 202X is some year of the 2020s, 2024-21 spring, 2024/2026 from"
        " one to the other, 2024/.. open."
    ),
    example=_record('established = "May 2024"'),
    words={
        case: Words(
            words,
            _later('write 2024-10-15, "2024-10" or 2024; add ~ (approximate) or ? (uncertain)'),
        )
        for case, words in DATE_WORDS.items()
    },
)
BAD_DURATION = Check(
    code="bad-duration",
    severity=Severity.ERROR,
    means=_("A duration is not written in the form of ISO 8601. It is left out."),
    remedy=_("Write P, then years, months, weeks and days, as far as there are any: P1Y6M."),
    example='[[agreement]]\nid = "a"\nname = "A"\ntype = "mou"\ndates = { duration = "5 years" }\n',
    words={
        case: Words(words, _later('write "P5Y" (five years), "P18M" (months) or "P90D" (days)'))
        for case, words in DURATION_WORDS.items()
    },
)
BAD_ROR = Check(
    code="bad-ror",
    severity=Severity.ERROR,
    means=_("The checksum of a ROR id does not fit: a character is wrong. It is left out."),
    remedy=_("Copy the id from the institution's page on ror.org."),
    example=_record('identifiers = { ror = "01tgyzw48" }'),
    words=Words(
        _later("'{value}' is not a ROR id: its checksum does not fit"),
        _later("copy the id from the institution's page on ror.org"),
    ),
)
BAD_ISNI = Check(
    code="bad-isni",
    severity=Severity.ERROR,
    means=_("The check digit of an ISNI does not fit: a character is wrong. It is left out."),
    remedy=_("Copy the 16 characters from the institution's page on isni.org."),
    example=_record('identifiers = { isni = "0000000121032684" }'),
    words=Words(
        _later("'{value}' is not an ISNI: its check digit does not fit"),
        _later("copy the 16 characters from the institution's page on isni.org"),
    ),
)
BAD_COUNTRY = Check(
    code="bad-country",
    severity=Severity.ERROR,
    means=_("A country is not a code of ISO 3166-1 alpha-2. It is left out."),
    remedy=_("Use two capital letters. The United Kingdom is GB."),
    example=_record('country = "UK"'),
    words={
        "": Words(
            _later("'{value}' is not an ISO 3166-1 alpha-2 country code"),
            _later("use two capital letters: SG, CN, ID, GB …"),
        ),
        "meant": Words(
            _later("'{value}' is not an ISO 3166-1 alpha-2 country code"),
            _later("did you mean '{meant}'?"),
        ),
    },
)
BAD_REGION = Check(
    code="bad-region",
    severity=Severity.ERROR,
    means=_("A region is not a code of ISO 3166-2. It is left out."),
    remedy=_("Use the code of the country, a hyphen, and the code of the region in it."),
    example=_record('region = "ZZ-01"'),
    words=Words(
        _later("'{value}' is not an ISO 3166-2 code"),
        _later("write the country's code first: CN-SH, ID-JK"),
    ),
)
BAD_CURRENCY = Check(
    code="bad-currency",
    severity=Severity.ERROR,
    means=_("A currency is not a code of ISO 4217. The table with it is left out."),
    remedy=_("Use three capital letters."),
    example='[[agreement]]\nid = "a"\nname = "A"\ntype = "mou"\n'
    'value = { amount = 5, currency = "Euro" }\n',
    words=Words(
        _later("'{value}' is not an ISO 4217 currency code"),
        _later("use three capital letters: SGD, CNY, IDR, EUR …"),
    ),
)
BAD_PATH = Check(
    code="bad-path",
    severity=Severity.ERROR,
    means=_("The path of a document does not begin in the folder of the registry's file."),
    remedy=_("Write the path from that folder: papers/mou.pdf."),
    example='[[agreement]]\nid = "a"\nname = "A"\ntype = "mou"\n'
    'documents = [{ name = "Text", path = "/srv/mou.pdf" }]\n',
    words=Words(
        _later("'{value}' is not a path from the folder of this file"),
        _later("write it like papers/mou.pdf"),
    ),
)
EMPTY = Check(
    code="empty",
    severity=Severity.ERROR,
    means=_("A text is empty, or has only spaces. It is left out."),
    remedy=_("Write the text, or remove the key."),
    example=_record('city = " "'),
    words=Words(_later("'{key}': is empty")),
)
WRONG_TYPE = Check(
    code="wrong-type",
    severity=Severity.ERROR,
    means=_("A value has a type that its key does not take. The value is left out."),
    remedy=_("Write a value of the type that the message names."),
    example=_record("city = 5"),
    words={
        "": Words(_later("'{key}' is {found}; expected {expected}"), terms=_TYPES),
        "element": Words(_later("this is {found}; expected {expected}"), terms=_TYPES),
        "bare": Words(_later("'{key}' is an empty table; expected {expected}"), terms=_TYPES),
        "blank": Words(_later("'{key}' is empty; expected {expected}"), terms=_TYPES),
        "table": Words(
            _later("'{key}' is not an array of tables"), _later("write [[{key}]] with two brackets")
        ),
    },
)
BAD_VALUE = Check(
    code="bad-value",
    severity=Severity.ERROR,
    means=_("A value has the right type, but this key does not take it."),
    remedy=_("Correct the value as the message says."),
    example=_record('identifiers = { wikidata = "12" }'),
    words={
        "": Words("'{value}': {reason}"),  # the reason is pydantic's
        "wikidata": Words(
            _later("'{value}' is not an item of Wikidata"), _later("write Q and its number: Q42")
        ),
        "grid": Words(_later("'{value}' is not a GRID id"), _later("write it like grid.4280.e")),
        "fundref": Words(
            _later("'{value}' is not a number of the Funder Registry"),
            _later("write its digits: 501100001459"),
        ),
        "doi": Words(_later("'{value}' is not a DOI"), _later("write it like 10.1000/182")),
        "domain": Words(
            _later("'{value}' is not an internet domain"),
            _later("write it in small letters, without http://: nuh.com.sg"),
        ),
        "email": Words(
            _later("'{value}' is not an e-mail address"), _later("write it like office@example.org")
        ),
        "mesh": Words(
            _later("'{value}' is not an id of MeSH"), _later("write D and its digits: D009369")
        ),
        "sha256": Words(
            _later("'{value}' is not a SHA-256"),
            _later("it has 64 digits and small letters from a to f"),
        ),
        "low": Words(_later("'{key}' is {value}; the smallest that it can be is {bound}")),
        "high": Words(_later("'{key}' is {value}; the largest that it can be is {bound}")),
        "finite": Words(_later("a figure is a finite number")),
        "amount": Words(_later("an amount is a number, not below 0, and has 18 digits at most")),
        "big": Words(
            _later("'{key}' does not fit into 64 bits"),
            _later("write it as a text, in quotation marks"),
        ),
        "deep": Words(
            _later("is nested too deeply"), _later("nest tables and arrays less than {most} deep")
        ),
    },
)

CHECKS = (
    UNKNOWN_KEY,
    MISSING_FIELD,
    UNKNOWN_TERM,
    WRONG_TYPE,
    EMPTY,
    BAD_SLUG,
    BAD_URL,
    BAD_LANGUAGE,
    BAD_DATE,
    BAD_DURATION,
    BAD_ROR,
    BAD_ISNI,
    BAD_COUNTRY,
    BAD_REGION,
    BAD_CURRENCY,
    BAD_PATH,
    BAD_VALUE,
)
BY_CODE = {check.code: check for check in CHECKS}
