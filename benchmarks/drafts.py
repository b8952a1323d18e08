"""Measures what `draft` proposes against articles whose content is known.

    python -m benchmarks.drafts FILE.jsonl… [-d REGISTRY] [--ror DUMP] [--half odd|even] [--misses]

A line of a file is an object with `title`, `text`, `language`, `published` and `gold`:
`is_partnership`, `agreements` with `type`, `type_alt`, `participants` (`mention`, `ref`, `ror`),
`signed`, `announced`, `start`, `place`, `people`, `focus`. Rules are tuned on the odd-numbered
lines; the even-numbered ones are held out. Parties are the same if their record, ROR id or
mention is.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.text import tokens
from collab_tui.config import load_settings, registry_layers
from collab_tui.drafting.article import Article
from collab_tui.drafting.drafter import propose
from collab_tui.drafting.lexicon import Lexicon
from collab_tui.drafting.topics import Topics
from collab_tui.drafting.when import day_of_page
from collab_tui.drafting.written import as_object
from collab_tui.places import cache_folder
from collab_tui.records.dates import PartialDate

FIELDS = ("agreements", "parties", "day", "type", "place", "people", "focus", "nothing")


@dataclass(slots=True)
class Count:
    """How often a field was right, wrongly proposed, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: Count) -> None:
        """Add the counts of another one."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    @property
    def precision(self) -> str:
        """Right of all that was proposed."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> str:
        """Right of all that is known."""
        return _share(self.right, self.right + self.missed)


@dataclass(slots=True)
class Score:
    """The counts of one article, and what went wrong in it."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    misses: list[str] = field(default_factory=list)


def measured(item: Mapping[str, Any], answer: Mapping[str, Any], topics: Topics) -> Score:
    """Compare what is proposed for one article with what is known of it."""
    score = Score()
    gold = item["gold"]
    proposed = list(answer["agreements"])
    if not gold["is_partnership"]:
        score.counts["nothing"].add(Count(right=not proposed, missed=bool(proposed)))
        score.misses += [f"proposed although nothing is announced: {p['name']}" for p in proposed]
        return score
    rors = {one["id"]: one.get("identifiers", {}).get("ror", "") for one in answer["institutions"]}
    pairs = _paired(gold["agreements"], proposed, rors)
    used = [id(found) for _, found in pairs if found is not None]
    names = {one["id"]: _names(one["name"]) for one in answer.get("people", ())}
    for known, found in pairs:
        is_background = bool(known.get("background"))
        if found is None:
            if not is_background:
                score.counts["agreements"].missed += 1
                score.misses.append(f"agreement missed: {known['evidence'][:70]}")
                for name, count in _counts(known, None, rors, names, topics, item, score.misses):
                    score.counts[name].add(count)
            continue
        score.counts["agreements"].right += 1
        for name, count in _counts(known, found, rors, names, topics, item, score.misses):
            score.counts[name].add(count)
    for extra in proposed:
        if id(extra) not in used:
            score.counts["agreements"].wrong += 1
            score.counts["parties"].wrong += len(extra["participants"])
            score.misses.append(f"agreement too many: {extra['name']}")
    return score


def _counts(
    known: Mapping[str, Any],
    found: Mapping[str, Any] | None,
    rors: Mapping[str, str],
    names: Mapping[str, Sequence[str]],
    topics: Topics,
    item: Mapping[str, Any],
    misses: list[str],
) -> Iterator[tuple[str, Count]]:
    parties = found["participants"] if found is not None else []
    hits = [one for one in parties if any(_same(one, k, rors) for k in known["participants"])]
    left = [k for k in known["participants"] if not any(_same(o, k, rors) for o in parties)]
    wrong = [one["mention"] for one in parties if one not in hits]
    yield "parties", Count(len(known["participants"]) - len(left), len(wrong), len(left))
    misses += [f"party missed: {one['mention']}" for one in left]
    misses += [f"party wrong: {one}" for one in wrong]
    if found is None:
        return
    right = found.get("type") in [known["type"], *known.get("type_alt", [])]
    yield "type", Count(right, not right, not right)
    if not right:
        misses.append(f"type {found.get('type')}, not {known['type']}")
    yield "day", _day(known, found, item, misses)
    if known.get("place"):
        if not _like(str(found.get("place", "")), known["place"]):
            misses.append(f"place {found.get('place')}, not {known['place']}")
        is_place = _like(str(found.get("place", "")), known["place"])
        yield "place", Count(is_place, bool(found.get("place")) and not is_place, not is_place)
    yield "people", _people(known, found, names, misses)
    wanted = {one for text in known["focus"] for one, _, _ in topics.ids_in(text)}
    have = set(found.get("focus_areas", []))
    yield "focus", Count(len(wanted & have), len(have - wanted), len(wanted - have))


def _day(
    known: Mapping[str, Any], found: Mapping[str, Any], item: Mapping[str, Any], misses: list[str]
) -> Count:
    """Compare the day of the signing, else of the announcement, else of the beginning."""
    told = {key: known.get(key) for key in ("signed", "announced", "start") if known.get(key)}
    if not told and item.get("published"):
        told = dict(known.get("dates_if_published_known", {}))
    if not told:
        return Count()
    dates = found.get("dates", {})
    key, day = next(iter(told.items()))
    got = dates.get(key)
    right = got is not None and _covers(day, got)
    if not right:
        misses.append(f"{key} {day}, not {dates}")
    return Count(right, got is not None and not right, not right)


def _covers(known: Any, got: Any) -> bool:
    one, other = PartialDate.parse(known), PartialDate.parse(got)
    return one.earliest <= other.earliest and other.latest <= one.latest


def _names(name: Any) -> list[str]:
    """Return a name in all its languages."""
    return [str(one) for one in name.values()] if isinstance(name, Mapping) else [str(name)]


def _people(
    known: Mapping[str, Any],
    found: Mapping[str, Any],
    names: Mapping[str, Sequence[str]],
    misses: list[str],
) -> Count:
    """Compare those who act; `names` are those of the people without a record in the registry."""
    wanted = {one["mention"]: _words(one["mention"]) for one in known["people"]}
    have = []
    for participant in found["participants"]:
        for one in participant.get("people", []):
            person = one["person"] if isinstance(one, Mapping) else one
            have.append([_words(name) for name in names.get(person, [person.replace("-", " ")])])
    missed = [one for one, words in wanted.items() if not any(words in each for each in have)]
    wrong = [each for each in have if not any(words in each for words in wanted.values())]
    misses += [f"person missed: {one}" for one in missed]
    misses += [f"person wrong: {' '.join(each[0])}" for each in wrong]
    return Count(len(wanted) - len(missed), len(wrong), len(missed))


def _words(name: str) -> list[str]:
    return sorted(tokens(name))


def _paired(
    known: Sequence[Mapping[str, Any]],
    proposed: Sequence[Mapping[str, Any]],
    rors: Mapping[str, str],
) -> list[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
    """Pair each known agreement with the proposal that shares most with it."""
    scores = []
    for i, one in enumerate(known):
        for j, other in enumerate(proposed):
            shared = sum(
                any(_same(p, k, rors) for p in other["participants"]) for k in one["participants"]
            )
            if shared:
                is_type = other.get("type") in [one["type"], *one.get("type_alt", [])]
                size = len(other["participants"]) + len(one["participants"])
                scores.append((2 * shared / size + 0.5 * is_type, -i, -j))
    found: dict[int, int] = {}
    for _, i, j in sorted(scores, reverse=True):
        if -i not in found and -j not in found.values():
            found[-i] = -j
    return [(one, proposed[found[i]] if i in found else None) for i, one in enumerate(known)]


def _same(party: Mapping[str, Any], known: Mapping[str, Any], rors: Mapping[str, str]) -> bool:
    record = party["institution"]
    if record in filter(None, (known.get("ref"), known.get("alt_ref"))):
        return True
    ror = rors.get(record, "")
    if known.get("ror") and known["ror"] in ror:
        return True
    return _like(party["mention"], known["mention"])


def _like(one: str, other: str) -> bool:
    """Tell whether two texts are the same, or one is the beginning or end of the other."""
    one, other = (" ".join(tokens(text)) for text in (one, other))
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > 3 and (long.startswith(short) or long.endswith(short)))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "–"


def read(paths: Sequence[Path]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the articles of files, with the number of their line."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, json.loads(line)


def article_of(item: Mapping[str, Any]) -> Article:
    """Return the article of a line; its day is that of the page, else what the text says."""
    title = "" if item["title"].startswith("(no") else item["title"]
    published = date.fromisoformat(item["published"]) if item.get("published") else None
    bare = Article.of(title, item["text"], language=item["language"])
    day = published or day_of_page(bare)
    return Article.of(
        title, item["text"], language=item["language"], published=day, url=item.get("url")
    )


def report(scores: Sequence[tuple[str, Score]]) -> Iterator[str]:
    """Yield a table: precision and recall by field, for all languages and for each."""
    languages = [*dict.fromkeys(language for language, _ in scores)]
    yield f"{'field':12}{'':6}{'precision':>16}{'recall':>16}"
    for name in FIELDS:
        for language in ("all", *languages):
            total = Count()
            for one, score in scores:
                if language in ("all", one):
                    total.add(score.counts.get(name, Count()))
            if total != Count():
                yield f"{name:12}{language:6}{total.precision:>16}{total.recall:>16}"


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description="Measure drafts against known articles.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("-d", "--data", action="append", type=Path, default=[])
    parser.add_argument("--ror", type=Path)
    parser.add_argument("--half", choices=["odd", "even", "all"], default="all")
    parser.add_argument("--no-misses", action="store_true")
    options = parser.parse_args()
    catalog = Catalog.open(registry_layers(options.data, load_settings()), None)
    catalog.refresh()
    lexicon = Lexicon.of(catalog, options.ror, cache_folder())
    topics = Topics.of(catalog)
    halves: dict[str, list[tuple[str, Score]]] = {"odd": [], "even": []}
    for number, item in read(options.files):
        half = "odd" if number % 2 else "even"
        if options.half not in (half, "all"):
            continue
        answer = as_object(propose(article_of(item), catalog, lexicon, topics))
        score = measured(item, answer, topics)
        halves[half].append((item["language"].partition("-")[0], score))
        if score.misses and not options.no_misses:
            print(f"{number} {item['id']}")
            print("".join(f"    {one}\n" for one in score.misses), end="")
    lexicon.close()
    for half, scores in halves.items():
        if scores:
            print(f"\n{half}-numbered lines ({'tuned on' if half == 'odd' else 'held out'})")
            print("\n".join(report(scores)))


if __name__ == "__main__":
    main()
