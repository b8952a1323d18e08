"""A registry for views: clusters, gaps, overlapping terms, long and Chinese names."""

from __future__ import annotations

import json
from random import Random
from typing import Any

STATUSES = ("signed", "active", "announced", "completed", "terminated", "lapsed", "proposed", "")
TYPES = ("mou", "framework", "exchange", "clinical-trial", "joint-centre")
PLACES = {
    "CN": ("上海交通大学医学院附属瑞金医院", 31.2, 121.5),
    "SG": ("Hospital of the Harbour", 1.3, 103.8),
    "ID": ("Ministry of Health of the Republic of the Islands", -6.2, 106.8),
    "NL": ("Royal Works", 52.4, 4.9),
    "FJ": ("Pacific Clinic", -18.1, 178.4),
    "": ("Somewhere", 0.0, 0.0),
}


def _toml(table: str, rows: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"[[{table}]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in row.items())
        for row in rows
    )


def _value(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_value(one)}" for key, one in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _date(random: Random, first: int, last: int) -> str:
    year, month, day = random.randint(first, last), random.randint(1, 12), random.randint(1, 28)
    form = random.choice(("{0}", "{0}-{1:02}", "{0}-{1:02}-{2:02}", "{0}-{1:02}-{2:02}"))
    return form.format(year, month, day) + random.choice(("", "", "", "", "~", "?"))


def _dates(random: Random, status: str) -> dict[str, Any]:
    dates: dict[str, Any] = {}
    if random.random() < 0.3:
        dates["announced"] = _date(random, 2012, 2015)
    if random.random() < 0.6:
        dates["signed"] = _date(random, 2016, 2019)
    if random.random() < 0.4:
        dates["start"] = _date(random, 2019, 2021)
    if random.random() < 0.35:
        dates["end"] = _date(random, 2022, 2028)
    elif random.random() < 0.3 and ("start" in dates or "signed" in dates):
        dates["duration"] = random.choice(("P3Y", "P18M", "P8Y"))
    if status == "terminated":
        dates["terminated"] = _date(random, 2022, 2025)
    return dates


def made(agreements: int = 60, seed: int = 7) -> str:
    """Return the registry as TOML; its institutions work in clusters."""
    random = Random(seed)
    institutions = []
    for code, (name, lat, lon) in PLACES.items():
        for number in range(4):
            row: dict[str, Any] = {
                "id": f"{code.lower() or 'no'}-{number}",
                "name": f"{name} {number}" if number else name,
            }
            if code:
                row["country"] = code
            if code and number < 2:
                row["location"] = {"lat": lat + number, "lon": lon - number}
            if number == 3:
                row["parent"] = f"{code.lower() or 'no'}-0"
            institutions.append(row)
    areas: list[dict[str, Any]] = []
    for top in ("Infectious diseases", "传统医学与中西医结合", "Workforce"):
        key = f"top-{len(areas)}"
        areas.append({"id": key, "name": top})
        areas += [
            {"id": f"{key}-{part}", "name": f"{top}, part {part}", "broader": [key]}
            for part in range(3)
        ]
    areas.append({"id": "both", "name": "Vaccines", "broader": ["top-0", "top-8"]})
    sources = [{"id": "s", "name": "A source", "type": "article"}]
    rows = [_agreement(random, at, institutions, areas) for at in range(agreements)]
    return "\n".join(
        _toml(table, found)
        for table, found in (
            ("institution", institutions),
            ("focus_area", areas),
            ("source", sources),
            ("agreement", rows),
        )
    )


ODD_DATES = (
    "2019/2021",
    "2020/..",
    "../2023",
    "2018/",
    "201X",
    "20XX",
    "2021-21",
    "2022-XX",
    "-0044",
    "Y12345",
    "0009",
    "2024-05-06T07:08:09Z",
    "2025~/2026?",
)
"""Dates that few calendars have."""


def odd() -> str:
    """Return a registry of agreements with odd dates, and of values that look like others."""
    rows: list[dict[str, Any]] = []
    for at, text in enumerate(ODD_DATES):
        for key in ("announced", "signed", "start", "end"):
            row: dict[str, Any] = {"id": f"{key}-{at}", "name": f"{key} {text}", "type": "mou"}
            dates = {key: text}
            if key == "end":
                dates["start"] = ODD_DATES[at - 1]
            rows.append({**row, "status": STATUSES[at % 8] or "signed", "dates": dates})
    rows[0]["tags"] = ["none", "=x", 'a "b", c']
    rows[1]["tags"] = ["None"]
    rows[0]["participants"] = [{"institution": "none"}, {"institution": "gone"}]
    rows[1]["participants"] = [{"institution": "none"}]
    rows[0]["focus_areas"] = ["none", "round"]
    institutions: list[dict[str, Any]] = [
        {"id": "none", "name": "None", "location": {"lat": 90, "lon": -180}}
    ]
    areas: list[dict[str, Any]] = [
        {"id": "none", "name": "None", "broader": ["round"]},
        {"id": "round", "name": "In a circle", "broader": ["none"]},
    ]
    tables = (("institution", institutions), ("focus_area", areas), ("agreement", rows))
    return "\n".join(_toml(table, found) for table, found in tables)


def _agreement(
    random: Random, at: int, institutions: list[dict[str, Any]], areas: list[dict[str, Any]]
) -> dict[str, Any]:
    status = random.choice(STATUSES)
    row: dict[str, Any] = {"id": f"a{at}", "name": f"Agreement between the two sides ({at})"}
    if at % 9 == 0:
        row["name"] = f"关于卫生合作的谅解备忘录之第{at}号"
    if random.random() < 0.9:
        row["type"] = random.choice(TYPES)
    if status:
        row["status"] = status
    if random.random() < 0.9:
        row["dates"] = _dates(random, status)
    if random.random() < 0.2 and "duration" in row.get("dates", {}):
        row["renewal"] = {"type": "automatic", "notice": "P3M"}
    cluster = random.choice((0, 4, 8))
    parties = random.sample(institutions[cluster : cluster + 6], random.randint(1, 3))
    if random.random() < 0.4:
        parties.append(random.choice(institutions))
    if random.random() < 0.9:
        row["participants"] = [
            {"institution": one["id"], **({"role": "lead"} if random.random() < 0.5 else {})}
            for one in {one["id"]: one for one in parties}.values()
        ]
    if random.random() < 0.8:
        row["focus_areas"] = sorted({random.choice(areas)["id"] for _ in range(2)})
    if random.random() < 0.2:
        row["milestones"] = [{"date": _date(random, 2018, 2024), "event": "A day"}]
    if random.random() < 0.7:
        row["evidence"] = [{"source": "s"}]
    return row
