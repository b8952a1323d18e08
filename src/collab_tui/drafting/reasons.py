"""Why somebody who is named in an article is no party, in words."""

from __future__ import annotations

_WORDS = {
    "publisher": "it publishes the article",
    "elsewhere": "it is not named where the agreement is announced",
    "made": "it is what the agreement makes",
    "venue": "the place",
    "present": "it was present, or saw it",
    "source": "it reports, or is quoted",
    "parent": "a party belongs to it",
    "regulator": "it approves or regulates",
    "market": "a stock exchange or an analyst",
    "occasion": "the occasion",
    "earlier": "it is a partner in another agreement",
    "served": "it is helped, or somebody studied there",
    "post": "only somebody of it is named",
    "spoke": "it only says something",
    "word": "the name is a common word",
    "with": "not clear enough",
    "subject": "not clear enough",
    "signatory": "not clear enough",
    "object": "not clear enough",
    "unclear": "not clear enough",
}


def in_words(code: str) -> str:
    """Return a reason of `parties` in words; one that has none is returned as it is."""
    return _WORDS.get(code, code)
