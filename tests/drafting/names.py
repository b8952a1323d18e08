"""A small lexicon, so that tests of names need neither a registry nor a dump."""

from __future__ import annotations

from collab_tui.drafting.article import Article
from collab_tui.drafting.lexicon import Lexicon
from collab_tui.drafting.mention import Mention
from collab_tui.drafting.mentions import find
from collab_tui.drafting.naming import Named, of_record
from collab_tui.drafting.shelf import Shelf
from collab_tui.records.kinds import Kind


def record(ref: str, country: str, name: object, **rest: object) -> Named:
    """Return the names of an institution of a registry."""
    document = {"name": name, "country": country, **rest}
    shown = name if isinstance(name, str) else next(iter(name.values()))  # type: ignore[attr-defined]
    return of_record(Kind.INSTITUTION, f"institution/{ref}", shown, document)


REGISTRY = [
    record(
        "nuh",
        "SG",
        {"en": "National University Hospital", "zh": "新加坡国立大学医院"},
        city="Singapore",
    ),
    record("nus", "SG", {"en": "National University of Singapore", "zh": "新加坡国立大学"}),
    record(
        "moh-id",
        "ID",
        {"en": "Ministry of Health of the Republic of Indonesia", "id": "Kementerian Kesehatan"},
        acronyms=["Kemenkes"],
        types=["government"],
        city="Jakarta",
    ),
    record("moh-sg", "SG", "Ministry of Health, Singapore", acronyms=["MOH"], types=["government"]),
    record("tsinghua", "CN", {"en": "Tsinghua University", "zh": "清华大学"}, city="Beijing"),
    record("aman", "ID", "PT Aman Farma", aliases=["Aman Farma"]),
    record("xuzhou", "CN", {"en": "Xuzhou Medical University", "zh": "徐州医科大学"}),
    record("nature", "GB", "Nature", acronyms=["IT"]),
    record("harmony-cn", "CN", "Harmony Hospital", city="Wuhan"),
    record("singhealth", "SG", "SingHealth"),
    record("rscm", "ID", "RSUPN Dr. Cipto Mangunkusumo", acronyms=["RSCM"]),
    record("harmony-my", "MY", "Harmony Hospital", city="Ipoh"),
]


def lexicon(*more: Named) -> Lexicon:
    """Return a lexicon of a few institutions."""
    return Lexicon(Shelf.in_memory([*REGISTRY, *more]))


def mentions(body: str, language: str = "en", title: str = "") -> list[Mention]:
    """Return whom a text names."""
    return find(Article.of(title, body, language=language), lexicon())
