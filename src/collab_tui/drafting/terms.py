"""What an agreement is worth, how long it runs, what is not disclosed."""

from __future__ import annotations

import re
from functools import cache

from collab_tui.drafting.article import Sentence
from collab_tui.drafting.said import NEAR, Said, Zone
from collab_tui.drafting.wording import Wording, pattern_of, wording_of
from collab_tui.records.durations import Duration

_SIGNS = {
    "us$": "USD", "s$": "SGD", "hk$": "HKD", "a$": "AUD", "nt$": "TWD", "c$": "CAD", "€": "EUR",
    "£": "GBP", "rm": "MYR", "rp": "IDR", "rp.": "IDR", "rmb": "CNY", "₫": "VND", "฿": "THB",
    "usd": "USD", "sgd": "SGD", "idr": "IDR", "eur": "EUR", "gbp": "GBP", "myr": "MYR",
    "cny": "CNY", "hkd": "HKD", "aud": "AUD", "thb": "THB", "jpy": "JPY", "chf": "CHF",
}  # fmt: skip
"""A sign alone that several currencies share (``$``, ``¥``) names none."""

_NUMBER = r"(?P<n>\d[\d.,]*\d|\d)"
_MOST_YEARS = 60


def amount_of(zone: Zone) -> Said[tuple[float, str]] | None:
    """Return what an agreement is worth, as a number and an ISO 4217 code."""
    wording = wording_of(zone.article.language)
    words = wording.words("money", "words")
    for sentence, weight in zone:
        if weight < NEAR:
            continue
        for pattern in _amounts(wording.tag):
            for match in pattern.finditer(sentence.text):
                around = sentence.text[max(0, match.start() - 70) : match.end() + 40]
                found = _money(wording, match)
                if found is not None and words.search(around):
                    start = sentence.start + match.start()
                    return Said(found, sentence, start, start + len(match[0]))
    return None


@cache
def _amounts(tag: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    wording = wording_of(tag)
    scale = "|".join(sorted(wording.named("money", "scales"), key=len, reverse=True))
    edge = r"(?![^\W_])" if wording.is_spaced else ""
    scales = rf"(?:\s*(?P<s>{scale}){edge})?"
    signs = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
    names = "|".join(sorted(wording.named("money", "currencies"), key=len, reverse=True))
    codes = "|".join(one for one in _SIGNS if len(one) == 3 and one.isalpha())
    return (
        re.compile(rf"(?<![^\W_])(?P<c>{signs})\s?{_NUMBER}{scales}", re.IGNORECASE),
        re.compile(rf"{_NUMBER}{scales}\s*(?P<c>{names}|{codes}){edge}", re.IGNORECASE),
    )


def _money(wording: Wording, match: re.Match[str]) -> tuple[float, str] | None:
    sign = match["c"].lower()
    code = _SIGNS.get(sign) or next(
        (
            code
            for name, code in wording.named("money", "currencies").items()
            if re.fullmatch(name, sign)
        ),
        None,
    )
    number = number_of(match["n"])
    if code is None or number is None:
        return None
    power = int(wording.named("money", "scales")[match["s"].lower()]) if match["s"] else 0
    amount = round(number * 10**power, 2)
    return (int(amount) if amount == int(amount) else amount), code


def number_of(text: str) -> float | None:
    """Read a number with points or commas: ``1.200.000``, ``1,5``, ``12,500.75``."""
    groups = re.split(r"[.,]", text)
    marks = re.findall(r"[.,]", text)
    if not marks:
        return float(text)
    is_grouped = all(len(group) == 3 for group in groups[1:])
    if len(marks) > 1 and len(set(marks)) == 1:
        return float("".join(groups)) if is_grouped else None
    if len(marks) == 1 and is_grouped and len(groups[0]) <= 3 and groups[0] != "0":
        return float("".join(groups))
    return float(f"{''.join(groups[:-1])}.{groups[-1]}")


def duration_of(zone: Zone) -> Said[str] | None:
    """Return how long an agreement runs, as ISO 8601 writes it: ``P5Y``."""
    wording = wording_of(zone.article.language)
    about = re.compile(
        f"{wording.words('types', 'mou').pattern}|{wording.words('types', 'framework').pattern}"
        f"|{wording.words('cues', 'signed').pattern}",
        re.IGNORECASE,
    )
    pattern = _durations(wording.tag)
    for sentence, weight in zone:
        if weight < NEAR or about.search(sentence.text) is None:
            continue
        for match in pattern.finditer(sentence.text):
            groups = match.groupdict()
            number = groups.get("n") or groups["n2"]
            unit = groups.get("u") or groups["u2"]
            found = _duration(wording, number, unit)
            if found is not None:
                start = sentence.start + match.start()
                return Said(found, sentence, start, start + len(match[0]))
    return None


@cache
def _durations(tag: str) -> re.Pattern[str]:
    wording = wording_of(tag)
    units = "|".join(wording.named("terms", "units"))
    words = "|".join(sorted(wording.named("terms", "numbers"), key=len, reverse=True))
    before = "|".join(wording.listed("terms", "before"))
    after = "|".join(wording.listed("terms", "after"))
    number = rf"(?:\d{{1,2}}|{words})"
    gap = r"[\s-]*" if wording.is_spaced else r"\s*"
    edge = r"(?![^\W_])" if wording.is_spaced else ""
    past = r"(?!\s+(?:ago|lalu))"
    first = rf"(?:{before})\s*(?P<n>{number})(?:\s*\(\d+\))?{gap}(?P<u>{units}){edge}{past}"
    noun = rf"(?:[\s-]+\w+){{0,2}}?\s+(?:{after})\b"
    second = rf"|\b(?P<n2>{number}){gap}(?P<u2>{units}){noun}"
    return re.compile(first + (second if after else ""), re.IGNORECASE)


def _duration(wording: Wording, number: str, unit: str) -> str | None:
    table = wording.named("terms", "numbers")
    count = int(number) if number.isdigit() else int(table.get(number.lower(), 0))
    sign = next(
        (
            sign
            for name, sign in wording.named("terms", "units").items()
            if re.fullmatch(name, unit, re.IGNORECASE)
        ),
        None,
    )
    if sign is None or not 0 < count <= _MOST_YEARS:
        return None
    return str(Duration.parse(f"P{count}{sign}"))


def undisclosed_of(zone: Zone) -> list[Said[str]]:
    """Return what the sentences say is not disclosed, each thing on its own."""
    wording = wording_of(zone.article.language)
    needs = wording.listed("undisclosed", "needs")
    needed = pattern_of(needs, is_spaced=wording.is_spaced) if needs else None
    about = wording.words("undisclosed", "about")
    found: list[Said[str]] = []
    for sentence, _ in zone:
        if needed is not None and not needed.search(sentence.text):
            continue
        for pattern in _undisclosed(wording.tag):
            match = pattern.search(sentence.text)
            if match is None or not about.search(match["what"]):
                continue
            found += _things(wording, sentence, match)
            break
    return found


@cache
def _undisclosed(tag: str) -> list[re.Pattern[str]]:
    wording = wording_of(tag)
    return [re.compile(one, re.IGNORECASE) for one in wording.listed("undisclosed", "patterns")]


def _things(wording: Wording, sentence: Sentence, match: re.Match[str]) -> list[Said[str]]:
    details = "|".join(wording.listed("undisclosed", "details"))
    found = []
    for part in re.finditer(
        r"(?:(?!,| and | dan | or | serta | maupun |、|和|及|以及).)+", match["what"]
    ):
        bare = re.sub(
            rf"^(?:\s*(?:and|dan|or|serta)\s+)?\s*(?:{details})*", "", part[0], flags=re.I
        )
        text = bare.strip(" ,")
        if 2 <= len(text) <= 80:
            start = sentence.start + match.start("what") + part.start()
            found.append(Said(text, sentence, start, start + len(part[0])))
    return found
