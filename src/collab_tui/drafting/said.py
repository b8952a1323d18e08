"""What a sentence of an article says, and which sentences can say it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from collab_tui.drafting.article import Article, Sentence
from collab_tui.drafting.wording import Wording, wording_of

T = TypeVar("T")

TRIGGER, LEAD, NEAR, FAR = 3.0, 2.0, 0.8, 0.3
"""How much a sentence tells about an agreement: it announces it; it is the title, or stands at the
start or near and also tells of signing or founding; it stands near; it stands elsewhere."""

_FIRST = 3
_CLOSE = 2


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value, the sentence that says it, and where in the text it stands."""

    value: T
    sentence: Sentence
    start: int
    end: int
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Zone:
    """The sentences of an article as one of its agreements sees them."""

    article: Article
    about: tuple[Sentence, ...]
    """Those that announce it, the clearest first."""
    weighed: tuple[tuple[Sentence, float], ...]
    """All that can say something about it, each with how much it counts, in their order."""

    def __iter__(self) -> Iterator[tuple[Sentence, float]]:
        """Yield the sentences that count most first; of equals, the earlier ones."""
        return iter(sorted(self.weighed, key=lambda one: (-one[1], one[0].start)))


def zone_of(
    article: Article,
    sentences: Sequence[Sentence],
    about: Sequence[Sentence],
    others: Sequence[Sentence] = (),
) -> Zone:
    """Weigh the sentences for the agreement that `about` announces.

    `others` are the sentences that announce other agreements of the article. What stands after them
    is about those. A section about the institutions themselves (``About NUH``) says nothing, nor
    does a sentence about what was agreed before.
    """
    mine = {one.start for one in about}
    theirs = {one.start for one in others} - mine
    wording = wording_of(article.language)
    boilerplate = wording.words("boilerplate")
    at_mine = [at for at, one in enumerate(sentences) if one.start in mine]
    weighed: list[tuple[Sentence, float]] = []
    is_others = is_over = False
    for at, sentence in enumerate(sentences):
        if sentence.start in mine:
            is_others = False
        elif sentence.start in theirs:
            is_others = True
        heading = boilerplate.fullmatch(sentence.text)
        if heading is not None and at > len(sentences) / 3 and len(sentence.text) < 90:
            is_over = is_over or not sentence.text.rstrip().endswith(".")
            continue
        is_mine = sentence.start in mine
        if is_others or (not is_mine and (is_over or _is_past(wording, sentence.text))):
            continue
        next_mine = bisect_left(at_mine, at)
        away = min(
            (abs(at - one) for one in at_mine[max(next_mine - 1, 0) : next_mine + 1]), default=99
        )
        is_title = at == 0 and sentence.text == article.title
        if is_mine:
            weight = TRIGGER
        elif (away <= _CLOSE or at <= _FIRST) and (is_title or _tells(wording, sentence.text)):
            weight = LEAD
        else:
            weight = NEAR if away <= _CLOSE else FAR
        weighed.append((sentence, weight))
    return Zone(article, tuple(about), tuple(weighed))


def _is_past(wording: Wording, text: str) -> bool:
    """Tell whether a sentence is about what was before: it says so before any verb of today."""
    earlier = wording.words("cues", "earlier").search(text)
    if earlier is None:
        return False
    verbs = (wording.words("cues", sort).search(text) for sort in ("signed", "started"))
    return not any(verb is not None and verb.start() < earlier.start() for verb in verbs)


def _tells(wording: Wording, text: str) -> bool:
    """Tell whether a sentence is about signing or founding something."""
    lists = (("cues", "signed"), ("cues", "started"), ("types", "mou"), ("types", "framework"))
    founded = (("types", "joint-laboratory"), ("types", "joint-centre"))
    return any(wording.words(*path).search(text) for path in (*lists, *founded))
