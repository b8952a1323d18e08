"""Makes a made registry more like a real one: places, hubs, clusters, and what is not recorded.

Everything follows from the number of a record. So the usual registry, which shares the code that
makes records, stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PLACES = {
    "ID": (-6.2, 106.8),
    "CN": (31.2, 121.5),
    "SG": (1.3, 103.8),
    "MY": (5.4, 100.3),
    "TH": (13.8, 100.5),
    "VN": (21.0, 105.9),
    "PH": (14.6, 121.0),
    "NL": (52.0, 4.4),
}
"""Where the institutions of some countries are: latitude and longitude."""

HUBS = 12
"""Institutions that take part in very many agreements."""

TOPICS = 8
"""Topics that most agreements are about."""


def vary(kind: str, number: int, fields: dict[str, Any], counts: Mapping[str, int]) -> None:
    """Change the fields of a record."""
    if kind == "institution":
        _institution(number, fields)
    elif kind == "agreement":
        _agreement(number, fields, counts)


def _institution(number: int, fields: dict[str, Any]) -> None:
    if number % 3:  # the countries become unequal: two of three are in the first four
        fields["country"] = list(PLACES)[number % 7 % 4]
        fields.pop("region", None)
    place = PLACES.get(fields["country"])
    if place is not None and number % 4:
        spread = number % 17 / 10 - 0.8, number % 23 / 10 - 1.1
        fields["location"] = {"lat": place[0] + spread[0], "lon": place[1] + spread[1]}
    if number % 11 == 0:
        del fields["country"]
        fields.pop("region", None)
        fields.pop("location", None)


def _agreement(number: int, fields: dict[str, Any], counts: Mapping[str, int]) -> None:
    members = [one["institution"] for one in fields["participants"]]
    hub = f"institution-{number * number % HUBS}"
    if number % 3 and hub not in members:
        fields["participants"].append({"institution": hub, "role": "lead"})
    # Those of a cluster are next to each other by number.
    if number % 5 == 0:
        first = number * 7 % max(1, counts["institution"] - 6)
        cluster = {f"institution-{first + step}" for step in range(5)} - {*members, hub}
        fields["participants"] += [{"institution": one} for one in sorted(cluster)]
    if number % 4:
        fields["focus_areas"] = [f"focus-area-{number % TOPICS}", *fields["focus_areas"]]
        fields["focus_areas"] = list(dict.fromkeys(fields["focus_areas"]))
    _time(number, fields)
    if number % 7 == 0:
        del fields["evidence"]


def _time(number: int, fields: dict[str, Any]) -> None:
    """Most are recent and overlap; some have no end, some no date, some a day."""
    dates, year = fields["dates"], 2025 - number * number % 14
    if number % 10 == 9:
        del fields["dates"], fields["status"]
        fields.pop("renewal", None)
        return
    dates["signed"] = f"{year}-{number % 12 + 1:02d}-{number % 28 + 1:02d}" if number % 2 else year
    dates["end"] = f"{year + 1 + number % 9}-12"
    if number % 3 == 0 and number % 5:
        del dates["end"]
