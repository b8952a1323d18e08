"""An agreement that the registry has already, and a draft of it on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from collab_tui.catalog.catalog import Catalog
from collab_tui.drafting.article import Article
from collab_tui.drafting.known import known_as
from collab_tui.drafting.proposal import Drafted, Fact, Other, Proposal, Taken, evidence_of
from collab_tui.drafting.written import as_object, as_toml
from collab_tui.registry.problems import Severity

REGISTRY = """
[[institution]]
id = "alpha"
name = "Alpha Hospital"
[[institution]]
id = "beta"
name = "Beta University"
[[institution]]
id = "gamma"
name = "Gamma Institute"
[[person]]
id = "lee"
name = "Ann Lee"
[[agreement]]
id = "pact"
name = "Alpha-Beta pact"
type = "mou"
status = "signed"
dates = { signed = "2025-03" }
place = "Oslo, Norway"
participants = [{ institution = "alpha" }, { institution = "beta" }]
evidence = [{ source = "old" }]
[[source]]
id = "old"
name = "An older page"
type = "news"
"""
SENTENCE = "Alpha and Beta signed it in Oslo on 14 March 2025."
OTHER = "Ann Lee called it a framework."

Opened = Callable[..., Catalog]


@pytest.fixture
def catalog(tmp_path: Path, opened: Opened) -> Catalog:
    path = tmp_path / "registry.toml"
    path.write_text(REGISTRY)
    return opened(path)


def drafted(*parties: str, **changed: Any) -> Drafted:
    values = {"type": "mou", "dates.signed": date(2025, 3, 14), "place": "Oslo"} | changed
    facts = [Fact(path, value, SENTENCE, 0, 10) for path, value in values.items()]
    facts += [Fact(f"participants.{one}", one, SENTENCE, 0, 10) for one in parties]
    facts.append(Fact("participants.alpha", "lee", OTHER, 11, 20))
    record = {
        "id": "new",
        "name": "A memorandum",
        "type": values["type"],
        "dates": {"signed": values["dates.signed"]},
        "place": values["place"],
        "participants": [{"institution": one} for one in parties],
        "evidence": evidence_of("page", facts),
    }
    return Drafted(record, tuple(facts), tuple(Taken(one, one.title(), 0.9) for one in parties))


def test_the_same_parties_at_the_same_time_are_the_same_agreement(catalog: Catalog) -> None:
    known = known_as(drafted("alpha", "beta", "gamma", type="framework"), catalog)
    assert known is not None
    assert known.ref == "agreement/pact"
    assert set(known.same) == {"place", "participants.alpha", "participants.beta"}
    assert {(one.path, str(one.article)) for one in known.adds} == {
        ("dates.signed", "2025-03-14"),  # the registry has only the month
        ("participants.gamma", "gamma"),
        ("participants.alpha", "lee"),
    }
    assert [(one.path, one.registry, one.article) for one in known.contradicts] == [
        ("type", "mou", "framework")
    ]


@pytest.mark.parametrize(
    "draft",
    [
        drafted("alpha", "gamma"),
        drafted("alpha", "beta", type="supply"),
        drafted("alpha", "beta", **{"dates.signed": date(2021, 3, 14)}),
    ],
    ids=["other parties", "another type", "another time"],
)
def test_what_differs_is_another_agreement(catalog: Catalog, draft: Drafted) -> None:
    assert known_as(draft, catalog) is None


def test_on_paper_a_new_one_is_a_record_and_a_known_one_a_comparison(
    catalog: Catalog, tmp_path: Path, opened: Opened
) -> None:
    new = drafted("alpha", "beta", **{"dates.signed": date(2021, 3, 14)})
    source = {"id": "page", "name": "A page\u202e", "type": "news"}
    article = Article("A page", "A page")
    others = (Other("Delta", "its publisher\x1b[31m"),)
    text = as_toml(Proposal(article, source, agreements=(new,), others=others))
    tables = tomli.loads(text)
    assert tables["agreement"][0]["evidence"][0] == {
        "source": "page",
        "supports": ["type", "dates.signed", "place", "participants.alpha", "participants.beta"],
        "note": SENTENCE,
    }
    assert "# alpha: named as “Alpha”, score 0.90" in text
    assert "# - Delta: its publisher" in text
    assert "\x1b" not in text
    (tmp_path / "new.toml").write_text(text)
    errors = [one for one in opened(tmp_path).problems.all() if one.severity is Severity.ERROR]
    assert not errors

    old = drafted("alpha", "beta", type="framework")
    old = Drafted(old.record, old.facts, old.participants, known_as(old, catalog))
    text = as_toml(Proposal(article, source, agreements=(old,)))
    assert "agreement" not in tomli.loads(text)
    assert "# - type = mou / framework" in text
    assert '#   collab-tui set agreement/pact \'evidence+={ source = "page"' in text
    answer = as_object(Proposal(article, source, agreements=(old,)))
    assert answer["agreements"][0]["known"]["agreement"] == "pact"
    assert answer["agreements"][0]["participants"][0] == {
        "institution": "alpha",
        "mention": "Alpha",
        "score": 0.9,
    }
    assert answer["agreements"][0]["dates"] == {"signed": "2025-03-14"}
