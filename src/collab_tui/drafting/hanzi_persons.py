"""Names of people in a Chinese sentence: by posts, lists after them, and verbs of saying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from collab_tui.drafting.persons import Named, Spans
from collab_tui.drafting.wording import Wording, wording_of

_HANZI = "[\u4e00-\u9fff]"
_FOREIGN = rf"{_HANZI}{{1,8}}(?:[·•・.]{_HANZI}{{1,8}}){{1,4}}"


def hanzi_names(wording: Wording, text: str, taken: Spans) -> Iterator[Named]:
    """Yield the names in a Chinese sentence: beside posts, in lists after them, before verbs of
    saying.
    """
    found: dict[int, Named] = {}
    name = _hanzi_name(wording.tag)

    def add(start: int, post: str | None, post_start: int) -> Named | None:
        one = name.match(text, start)
        if one is None or any(at < one.end() and start < end for at, end in taken):
            return None
        if any(o.start < one.end() and start < o.end for o in found.values()):
            return None
        end = _hanzi_end(wording, one)
        named = Named(text[start:end], start, end, post, post_start)
        found[start] = named
        return named

    for match in wording.words("people", "posts").finditer(text):
        one = add(match.end(), match[0], match.start())
        while one is not None:
            joint = re.compile("[、和与及,,]").match(text, one.end)
            one = add(joint.end(), match[0], match.start()) if joint else None
        for size in (4, 3, 2):
            start = match.start() - size
            fits = start >= 0 and name.fullmatch(text, start, match.start())
            if fits and (start == 0 or text[start - 1] in "、,,。由与和:“ "):
                add(start, match[0], match.start())
                break
    for match in wording.words("people", "speaking").finditer(text):
        for size in (3, 2):
            start = match.start() - size
            fits = start >= 0 and name.fullmatch(text, start, match.start())
            if fits and (start == 0 or text[start - 1] in "的、,,。由与和:"):
                add(start, None, start)
                break
    for _, end in taken:
        if text[end : end + 1] == "的":
            add(end + 1, None, end + 1)
    for match in re.finditer(rf"(?<![\u4e00-\u9fff·]){_FOREIGN}", text):
        add(match.start(), None, match.start())
    return iter(sorted(found.values(), key=lambda one: one.start))


def _hanzi_end(wording: Wording, match: re.Match[str]) -> int:
    """Return where a name of two or three characters ends."""
    bad = wording.listed("people", "not_names")
    if re.fullmatch(rf"{_HANZI}{{3}}", match[0]):
        return match.end() - 1 if match[0][2] in bad else match.end()
    last = max(match[0].rfind(sign) for sign in "·•・.") + 2
    if last < 2:
        return match.end()
    ends = [match.end()]
    for sort in ("speaking", "witness", "signatory", "posts"):
        verb = wording.words("people", sort).search(match[0], last)
        ends += [match.start() + verb.start()] if verb else []
    small = re.search(f"[{''.join(bad[:12])}]", match[0][last:])
    ends += [match.start() + last + small.start()] if small else []
    return min(ends)


@cache
def _hanzi_name(tag: str) -> re.Pattern[str]:
    surnames = wording_of(tag).named("people")["surnames"]
    return re.compile(rf"{_FOREIGN}|(?:欧阳|司马|上官|诸葛|[{surnames}]){_HANZI}{{1,2}}")
