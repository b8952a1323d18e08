"""Why somebody who is named in an article is no party, in words."""

from __future__ import annotations

from collab_tui.language import _

UNCLEAR = _("not clear enough")
_WORDS = {
    "publisher": _("it publishes the article"),
    "elsewhere": _("it is not named where the agreement is announced"),
    "made": _("it is what the agreement makes"),
    "venue": _("the place"),
    "present": _("it was present, or saw it"),
    "source": _("it reports, or is quoted"),
    "parent": _("a party belongs to it"),
    "regulator": _("it approves or regulates"),
    "market": _("a stock exchange or an analyst"),
    "occasion": _("the occasion"),
    "earlier": _("it is a partner in another agreement"),
    "served": _("it is helped, or somebody studied there"),
    "post": _("only somebody of it is named"),
    "spoke": _("it only says something"),
    "word": _("the name is a common word"),
    "with": UNCLEAR,
    "subject": UNCLEAR,
    "signatory": UNCLEAR,
    "object": UNCLEAR,
    "unclear": UNCLEAR,
}


def in_words(code: str) -> str:
    """Return a reason of `parties` in words; one that has none is returned as it is."""
    return _WORDS.get(code, code)
