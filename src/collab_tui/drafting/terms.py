"""What an agreement is worth, how long it runs, where it was made, what is not disclosed."""

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


def place_of(zone: Zone, hidden: list[tuple[int, int]]) -> Said[str] | None:
    """Return where an agreement was signed or begun: the place named beside that verb.

    `hidden` are the places in the text where institutions are named.
    """
    wording = wording_of(zone.article.language)
    best: tuple[float, Said[str]] | None = None
    for sentence, weight in zone:
        if weight < NEAR:
            continue
        cues = [
            match
            for path in (("cues", "signed"), ("cues", "started"), ("places", "events"))
            for match in wording.words(*path).finditer(sentence.text)
        ]
        if not cues or (weight == NEAR and wording.words("cues", "earlier").search(sentence.text)):
            continue
        for match in _places(wording.tag).finditer(sentence.text):
            name = _without_day(wording, match["p"])
            start = sentence.start + match.start("p")
            end = start + len(name)
            if any(one < end and start < other for one, other in hidden):
                continue
            if not _is_place(wording, name):
                continue
            gap = min(max(match.start() - cue.end(), cue.start() - match.end(), 0) for cue in cues)
            score = weight - gap / 60
            if gap <= 120 and (best is None or score > best[0]):
                best = (score, Said(name, sentence, start, end))
    return best[1] if best is not None else None


@cache
def _places(tag: str) -> re.Pattern[str]:
    wording = wording_of(tag)
    before = "|".join(sorted(wording.listed("places", "before"), key=len, reverse=True))
    if not wording.is_spaced:
        return re.compile(
            rf"(?:{before})(?P<p>[一-鿿·]{{2,14}}?)"
            r"(?=正式|隆重|成功|共同|签|举行|召开|揭牌|启动|成立|举办|开幕|落成|簽|舉行)"
        )
    word = r"[A-ZÀ-Ý][\w'’.-]*\w"
    name = rf"{word}(?:\s+(?:(?:of|de|the)\s+)?{word}){{0,5}}"
    return re.compile(rf"\b(?:{before})\s+(?:the\s+)?(?P<p>{name}(?:,\s+{word}(?:\s+{word})?)?)")


def _without_day(wording: Wording, text: str) -> str:
    """Leave out a day after a place: ``Bandung, Monday``."""
    name, comma, last = text.rpartition(",")
    days = wording.named("days")
    word = last.split()[0].lower().strip(".") if last.split() else ""
    return name if comma and (word in days["months"] or word in days["weekdays"]) else text


def _is_place(wording: Wording, text: str) -> bool:
    if not wording.is_spaced:
        return (
            not text.endswith(("下", "上", "中", "期间", "之际", "后", "时")) and "的" not in text
        )
    first = text.split()[0].lower().strip(".,")
    days = wording.named("days")
    return first not in days["months"] and first not in days["weekdays"] and not first.isdigit()


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
