"""Makes a registry of a given size. It is always the same for the same size."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.varied import vary

COUNTRIES = ["ID", "CN", "SG", "MY", "TH", "VN", "PH", "JP", "KR", "IN", "AU", "NL", "DE", "GB"]
CITIES = ["Jakarta", "Shanghai", "Singapore", "Penang", "Bangkok", "Hanoi", "Manila", "Delft"]
FIRST = ["National", "Royal", "Saint", "General", "Central", "Eastern", "Northern", "Municipal"]
WHAT = ["University", "Hospital", "Institute", "Laboratory", "Ministry", "Foundation", "Centre"]
OF = ["Medicine", "Health", "Cardiology", "Oncology", "Genomics", "Vaccines", "Surgery", "Nursing"]
CHINESE = "上海北京南京天津徐州医科大学附属第一人民医院研究所中心瑞金协和同济华西"
CYRILLIC = ["Москва", "Казань", "Томск", "университет", "институт", "больница", "центр"]
TYPES = ["education", "healthcare", "company", "government", "facility", "funder", "nonprofit"]
AGREEMENTS = ["mou", "framework", "joint-centre", "joint-laboratory", "research-project"]
STATUSES = ["announced", "signed", "active", "completed"]
ROLES = ["lead", "partner", "host", "funder", "sponsor"]
NAMES = ["Aymeric", "Ning", "Benjamin", "Lucia", "Roger", "Derek", "Mark", "Astri", "Shu", "He"]
PER_FILE = 500


def make_registry(folder: Path, size: int, *, is_varied: bool = False) -> Path:
    """Write a registry of `size` records below `folder`, unless it exists; return its path.

    In the usual one, every country, type and year is as frequent as every other. If it `is_varied`,
    it is more like a real one: see `benchmarks.varied`.
    """
    root = folder / (f"registry-{size}-varied" if is_varied else f"registry-{size}")
    done = root / ".complete"
    if done.exists():
        return root
    chance = random.Random(size)
    shares = {"institution": 0.55, "agreement": 0.25, "person": 0.10, "source": 0.08}
    counts = {kind: max(4, int(size * share)) for kind, share in shares.items()}
    counts["focus_area"] = max(4, size - sum(counts.values()))
    for kind, count in counts.items():
        tables = _tables(kind, counts, chance, vary if is_varied else _as_it_is)
        for start in range(0, count, PER_FILE):
            path = root / kind / f"{kind}-{start // PER_FILE:05d}.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = (next(tables) for _ in range(min(PER_FILE, count - start)))
            path.write_text("\n".join(lines), encoding="utf-8")
    (root / "registry.toml").write_text('[registry]\ntitle = "Benchmark"\n', encoding="utf-8")
    done.touch()
    return root


_Change = Callable[[str, int, dict[str, object], Mapping[str, int]], None]


def _as_it_is(kind: str, number: int, fields: dict[str, object], counts: Mapping[str, int]) -> None:
    """Change nothing."""


def _tables(
    kind: str, counts: dict[str, int], chance: random.Random, change: _Change
) -> Iterator[str]:
    make = {
        "institution": _institution,
        "agreement": _agreement,
        "focus_area": _focus_area,
        "person": _person,
        "source": _source,
    }[kind]
    for number in range(counts[kind]):
        fields = {"id": f"{kind.replace('_', '-')}-{number}", **make(number, counts, chance)}
        change(kind, number, fields, counts)
        yield table(kind, fields)


def table(name: str, fields: Mapping[str, object]) -> str:
    """Return an array's table in TOML."""
    body = "\n".join(f"{key} = {_toml(value)}" for key, value in fields.items())
    return f"[[{name}]]\n{body}\n"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _evidence(counts: dict[str, int], chance: random.Random) -> list[dict[str, str]]:
    return [{"source": f"source-{chance.randrange(counts['source'])}"}]


def _institution(number: int, counts: dict[str, int], chance: random.Random) -> dict[str, object]:
    english = f"{chance.choice(FIRST)} {chance.choice(WHAT)} of {chance.choice(OF)} {number}"
    name: dict[str, str] = {"en": english}
    if number % 3 == 0:
        name["zh-Hans"] = "".join(chance.choices(CHINESE, k=8))
    if number % 5 == 0:
        name["ru"] = " ".join(chance.choices(CYRILLIC, k=3))
    fields: dict[str, object] = {
        "name": name,
        "acronyms": [f"{english[0]}{chance.choice(OF)[0]}{number % 1000}"],
        "types": [chance.choice(TYPES)],
        "country": chance.choice(COUNTRIES),
        "city": chance.choice(CITIES),
        "established": chance.randrange(1850, 2024),
        "evidence": _evidence(counts, chance),
    }
    # Some say more; this uses no chance, so that everything else stays the same
    if number % 5 == 0:
        fields["region"] = f"{fields['country']}-{number % 9 + 1}"
        fields["reviewed"] = 2020 + number % 6
    if number > 50 and number % 7 == 0:
        fields["parent"] = f"institution-{number // 10}"
    return fields


def _agreement(number: int, counts: dict[str, int], chance: random.Random) -> dict[str, object]:
    year, topic = chance.randrange(2000, 2026), chance.choice(OF)
    members = chance.sample(
        range(counts["institution"]), min(chance.randint(2, 12), counts["institution"])
    )
    fields: dict[str, object] = {
        "name": f"{chance.choice(FIRST)} agreement on {topic.lower()} {number}",
        "summary": f"Partners work on {topic.lower()} and train staff in {chance.choice(CITIES)}.",
        "type": chance.choice(AGREEMENTS),
        "status": chance.choice(STATUSES),
        "dates": {"signed": year, "end": f"{year + chance.randint(1, 10)}-12"},
        "participants": [
            {
                "institution": f"institution-{member}",
                "role": chance.choice(ROLES),
                "people": [f"person-{chance.randrange(counts['person'])}"],
            }
            for member in members
        ],
        "focus_areas": [f"focus-area-{chance.randrange(counts['focus_area'])}"],
        "evidence": _evidence(counts, chance),
    }
    if number % 5 == 0:
        fields["number"] = f"No {number}"
        fields["department"] = OF[number % len(OF)]
        fields["value"] = {"amount": number * 100000, "currency": "SGD"}
        fields["renewal"] = {"type": "automatic", "every": "P1Y", "notice": "P3M"}
        fields["extra"] = {"coordinator": f"{FIRST[number % len(FIRST)]} {number % 100}"}
    return fields


def _focus_area(number: int, counts: dict[str, int], chance: random.Random) -> dict[str, object]:
    fields: dict[str, object] = {"name": f"{chance.choice(OF)} in {chance.choice(WHAT)} {number}"}
    if number >= 10:
        fields["broader"] = [f"focus-area-{number // 10}"]
    return fields


def _person(number: int, counts: dict[str, int], chance: random.Random) -> dict[str, object]:
    institution = f"institution-{chance.randrange(counts['institution'])}"
    return {
        "name": f"{chance.choice(NAMES)} {chance.choice(NAMES)} {number}",
        "affiliations": [{"institution": institution, "post": "Director"}],
        "evidence": _evidence(counts, chance),
    }


def _source(number: int, counts: dict[str, int], chance: random.Random) -> dict[str, object]:
    return {
        "name": f"Report {number} on {chance.choice(OF).lower()} in {chance.choice(CITIES)}",
        "type": "news",
        "publisher": f"{chance.choice(CITIES)} Times",
        "url": f"https://example.org/{number}",
        "published": chance.randrange(2000, 2026),
    }
