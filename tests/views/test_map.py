"""The world as it is drawn: what is where, and what happens at its edge."""

from __future__ import annotations

import pytest

from collab_tui.views.outlines import cells_inside
from collab_tui.views.projection import WORLD, around, fitted
from collab_tui.views.world import FILE, Country, world


def lands_at(longitude: float, latitude: float) -> set[str]:
    """Return the countries whose cells hold a point, on a map with cells of a quarter degree."""
    box = (longitude - 4, latitude - 4, longitude + 4, latitude + 4)
    seen = around(box, 40, 20)
    cell = seen.cell((longitude, latitude))
    return {
        code for code, land in world().countries.items() if cell in set(cells_inside(land, seen))
    }


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((116.4, 39.9), "CN"),
        ((106.9, -6.3), "ID"),
        ((4.9, 52.3), "NL"),
        ((-98.0, 39.0), "US"),
        ((178.0, -17.8), "FJ"),
        ((-175.0, 66.5), "RU"),
        ((28.2, -29.6), "LS"),
        ((44.5, 40.3), "AM"),
    ],
)
def test_a_place_lies_in_its_country(place: tuple[float, float], code: str) -> None:
    assert code in lands_at(*place)


def test_every_country_has_land_of_its_own_and_small_ones_are_there() -> None:
    countries = world().countries
    assert len(countries) > 230
    assert {"SG", "MV", "VA", "TW", "XK", "BN"} <= countries.keys()
    for land in countries.values():
        assert land.rings
        west, south, east, north = land.boxes[0]
        assert east - west < 200  # none goes around the world, except the one at the pole
        assert -90 <= south <= north <= 84


def test_the_file_is_small() -> None:
    assert FILE.stat().st_size < 60_000


def test_no_bar_is_drawn_across_the_world() -> None:
    """A country on both sides of the date line fills no row from one end to the other."""
    seen = around(WORLD, 120, 40)
    for code in ("RU", "FJ", "US", "NZ"):
        cells = set(cells_inside(world().countries[code], seen))
        rows = {y: sum(1 for _, row in cells if row == y) for _, y in cells}
        assert max(rows.values(), default=0) < 70


def test_few_that_are_far_away_do_not_make_all_others_small() -> None:
    countries: dict[str, Country] = world().countries
    west, _, east, _ = fitted({"CN": 36, "ID": 30, "SG": 19, "US": 3}, countries)
    assert west > 60
    assert east < 160
    west, _, east, _ = fitted({"CN": 10, "US": 10}, countries)
    assert east - west > 180
    assert fitted({}, countries) == WORLD
