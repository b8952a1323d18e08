"""Names of people in a sentence with capital letters: by titles, posts and verbs beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from collab_tui.drafting import geography
from collab_tui.drafting.wording import Wording, wording_of

_WORD = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_PARTICLE = r"(?:bin|binti|bt|al|el|van|von|de|der|den|da|dos|ibn|a/l|a/p)"
_INITIAL = r"[A-Z]\."
_NAME = rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+)?(?:{_INITIAL}|{_WORD})){{0,5}}"
_MOST_WORDS = 6
_BEFORE_POST = r"^(?:[a-z]+ ){0,2}(?:with|and|dan|oleh|by|the|dengan) (?=[A-Z])"
_POST_LONGEST = 90

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence, with positions in it."""

    name: str
    start: int
    end: int
    post: str | None = None
    post_start: int = 0


def latin_names(wording: Wording, text: str, taken: Spans) -> Iterator[Named]:
    """Yield the names in a sentence of a language with capital letters, by their place.

    `taken` are the places of organisations.
    """
    found: dict[int, Named] = {}
    for find in (_titled, _posted, _followed, _across, _speaking):
        for one in find(wording, text, taken):
            known = next(
                (o for o in found.values() if o.start < one.end and one.start < o.end), None
            )
            if known is None:
                found[one.start] = one
            elif known.post is None and one.post is not None:
                found[known.start] = Named(
                    known.name, known.start, known.end, one.post, one.post_start
                )
    return iter(sorted(found.values(), key=lambda one: one.start))


def _titled(wording: Wording, text: str, taken: Spans) -> Iterator[Named]:
    """Names after a title: ``Prof. Aymeric Lim``."""
    named_after = wording.words("people", "named_after")
    for match in _after_title(wording.tag).finditer(text):
        before = text[max(0, match.start() - 25) : match.start()].rstrip()
        if any(one.end() == len(before) for one in named_after.finditer(before)):
            continue
        one = _clean(wording, match["name"], match.start("name"), taken, least=1)
        if one is not None and match["title"][0].isupper() | (wording.tag == "id"):
            yield one


def _posted(wording: Wording, text: str, taken: Spans) -> Iterator[Named]:
    """Names after a post: ``Health Minister Gan Kim Yong``."""
    return (one for one in _after_post(wording, text, taken) if "," not in _gap(text, one))


def _across(wording: Wording, text: str, taken: Spans) -> Iterator[Named]:
    """Names behind a post and a comma: ``Sekretaris Jenderal Kemenkes, Kunta Wibawa``."""
    followed = {one.post_start for one in _followed(wording, text, taken)}
    title = wording.words("people", "honorifics")
    for one in _after_post(wording, text, taken):
        last = title.sub("", _gap(text, one).rpartition(",")[2])
        if one.post_start not in followed and not last.strip(" ."):
            yield one


def _gap(text: str, one: Named) -> str:
    """Return what is between the beginning of a post and the name."""
    return text[one.post_start : one.start]


def _after_post(wording: Wording, text: str, taken: Spans) -> Iterator[Named]:
    posts = list(wording.words("people", "posts").finditer(text))
    for match, after in zip_longest(posts, posts[1:]):
        run = _run().match(text, match.end(), after.start() if after is not None else len(text))
        if run is None or not run["run"]:
            continue
        start = run.start("run")
        words = list(re.finditer(r"\S+", run["run"]))
        bad = wording.listed("people", "not_names")
        begin, end = 0, len(words)
        for number, word in enumerate(words):
            at = start + word.start()
            bare = word[0].strip(",.").lower()
            is_org = any(one <= at < other for one, other in taken)
            is_small = not word[0][0].isupper() and not re.fullmatch(_PARTICLE, word[0])
            is_other = is_org or is_small or bare in bad or _is_caps(word[0])
            if number - begin >= 2 and is_other:
                end = number
                break
            if is_other:
                begin = number + 1
            elif word[0].endswith(","):
                if number == begin:  # one word, and no name: Kemenkes, Kunta Wibawa
                    begin = number + 1
                else:
                    end = number + 1
                    break
        if begin >= end:
            continue
        tail = run["run"][words[begin].start() : words[end - 1].end()]
        one = _clean(wording, tail, start + words[begin].start(), taken, least=2)
        if one is not None and 0 <= one.start - match.start() <= _POST_LONGEST:
            post = _post(text, match.start(), one.start, taken)
            yield Named(one.name, one.start, one.end, post, match.start())


def _followed(wording: Wording, text: str, taken: Spans) -> Iterator[Named]:
    """Names before a post: ``Ning Guang, President of Ruijin Hospital``."""
    posted = {one.post_start for one in _posted(wording, text, taken)}
    for match in wording.words("people", "posts").finditer(text):
        if match.start() in posted:
            continue
        before = re.search(
            rf"(?P<name>{_NAME})\s*(?:\([^()]{{1,30}}\)\s*)?(?:,|selaku|sebagai|as)"
            rf"\s*(?:the\s+|its\s+|{_WORD}['’]s\s+)?(?:(?:{_WORD}|acting|interim|then|founding|outgoing)\s+){{0,2}}\Z",
            text[max(0, match.start() - 130) : match.start()],
        )
        if before is None:
            continue
        start = max(0, match.start() - 130) + before.start("name")
        one = _clean(wording, before["name"], start, taken, least=2)
        if one is not None:
            end = next(
                (m.start() for m in re.finditer(r"[,;.()]", text) if m.start() > match.end()),
                len(text),
            )
            post = _post(text, match.start(), min(end, match.start() + _POST_LONGEST), taken)
            yield Named(one.name, one.start, one.end, post, match.start())


def _speaking(wording: Wording, text: str, taken: Spans) -> Iterator[Named]:
    """Names beside a verb of saying or signing: ``said Mary Tan``, ``kata Lucia``."""
    for sort in ("speaking", "signatory"):
        for match in wording.words("people", sort).finditer(text):
            after = re.compile(rf"\s+(?:oleh\s+|by\s+)?(?P<name>{_NAME})").match(text, match.end())
            before = re.search(
                rf"(?P<name>{_NAME})\s+\Z", text[max(0, match.start() - 80) : match.start()]
            )
            offset = max(0, match.start() - 80)
            for one, shift in ((after, 0), (before, offset)):
                if one is None:
                    continue
                named = _clean(wording, one["name"], shift + one.start("name"), taken, least=2)
                if named is not None:
                    yield named


def _clean(wording: Wording, name: str, start: int, taken: Spans, least: int) -> Named | None:
    """Return a name without what is no part of it; None if nothing is left."""
    bad = frozenset(wording.listed("people", "not_names"))
    for post in wording.words("people", "posts").finditer(name):
        rest = name[post.end() :]
        shift = post.end() + len(rest) - len(rest.lstrip())
        return _clean(wording, name[shift:], start + shift, taken, least) if rest else None
    begin: int | None = None
    end = 0
    count = 0
    title = wording.words("people", "honorifics")
    for word in re.finditer(r"\S+", name):
        at = start + word.start()
        bare = word[0].strip(".,").lower()
        is_small = re.fullmatch(r"[a-z]+", word[0]) and not re.fullmatch(_PARTICLE, word[0])
        is_org = any(one <= at < other for one, other in taken)
        stops = bare in bad or is_org or bool(is_small) or _is_caps(word[0])
        if begin is None and (stops or title.fullmatch(word[0])):
            continue
        if stops or count >= _MOST_WORDS:
            break
        begin = word.start() if begin is None else begin
        end = word.end()
        count += 1
    if begin is None or count < least:
        return None
    text = name[begin:end].strip(" ,")
    text = re.sub(r"(?<=\w{2})['’]s?$|\.$", "", text)
    if len(text) < 3 or any(one.end - one.start == len(text) for one in geography.find(text)):
        return None
    return Named(text, start + begin, start + begin + len(text))


def _is_caps(word: str) -> bool:
    bare = re.sub(r"[^\w]", "", word)
    return len(bare) > 1 and bare.isupper()


def _post(text: str, start: int, end: int, taken: Spans) -> str | None:
    """Return a post without the name of its institution and without the small words around it."""
    before = re.search(r"(?:[A-Z][a-z]+ ){0,2}\Z", text[max(0, start - 25) : start])
    if before is not None and not any(
        one <= start - len(before[0]) < other for one, other in taken
    ):
        head = before[0] if re.match(r"(?:Vice|Deputy|Health|Group|Co) ", before[0]) else ""
        start -= len(head)
    for one, _ in taken:
        if start < one < end:
            end = one
    words = re.sub(_BEFORE_POST, "", text[start:end]).strip(" ,")
    words = re.sub(r"(?:\s*(?:,|\b(?:of|at|for|from|the|dari|di|pada|RI)\b))+\s*\Z", "", words)
    words = re.sub(
        r"(?i)\s+(?:prof|dr|mr|mrs|ms|ir|assoc|asst|assistant professor)\.?\s*\Z", "", words
    )
    return " ".join(words.split()) or None


@cache
def _after_title(tag: str) -> re.Pattern[str]:
    titles = "|".join(sorted(wording_of(tag).listed("people", "honorifics"), key=len, reverse=True))
    return re.compile(rf"\b(?P<title>(?i:{titles}))(?:\s+(?i:{titles}))*\s+(?P<name>{_NAME})")


@cache
def _run() -> re.Pattern[str]:
    """What can stand between a post and a name, with the name: words with capitals, small words."""
    small = (
        rf"(?:of|the|for|and|dan|di|dari|bidang|{_PARTICLE}|(?:dr|drg|dra|drs|ir|apt|ns|[A-Z])\.)"
    )
    word = rf"(?:[A-Z]\w*\d\w*|{_WORD}\.?,?|{small})"
    return re.compile(rf"\s*,?\s*(?P<run>{word}(?:\s+{word}){{0,14}})?")
