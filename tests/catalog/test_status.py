"""The status of an agreement on a day: the same in queries, lists, pages and exports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.order import Order
from collab_tui.catalog.status import Period, period_asked
from collab_tui.cli import cli
from collab_tui.outgoing.documents import document_of
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from collab_tui.render.kinds import page_of
from tests.conftest import Registry

LONG = "start = 2015-03-01, end = 2040"


def agreement(status: str | None, dates: str, record_id: str = "x") -> str:
    recorded = f'status = "{status}"\n' if status else ""
    return (
        f'[[agreement]]\nid = "{record_id}"\nname = "{record_id}"\ntype = "mou"\n'
        f"{recorded}dates = {{ {dates} }}\n"
    )


def found(catalog: Catalog, query: str) -> list[str]:
    (numbers,) = catalog.search(parse(query), [Kind.AGREEMENT]).found.values()
    return [row.id for row in catalog.shown.rows(numbers)]


@pytest.mark.parametrize(
    ("recorded", "dates", "day", "expected", "is_found"),
    [
        # today: what is recorded, until the last day has passed
        ("active", LONG, "2026-06-15", "active", True),
        ("signed", LONG, "2026-06-15", "signed", True),
        ("active", "start = 2020, end = 2026-06-15", "2026-06-15", "active", True),
        ("active", "start = 2020, end = 2026-06-14", "2026-06-15", "expired", False),
        ("signed", 'start = 2020, end = "2026-05"', "2026-06-15", "expired", False),
        (None, "start = 2020, end = 2025", "2026-06-15", "expired", False),
        ("completed", "start = 2020, end = 2025", "2026-06-15", "completed", False),
        ("proposed", "start = 2020, end = 2025", "2026-06-15", "proposed", False),
        ("expired", LONG, "2026-06-15", "expired", False),
        # over, although the planned end is still to come
        ("terminated", LONG, "2026-06-15", "terminated", False),
        ("completed", LONG, "2026-06-15", "completed", False),
        ("terminated", LONG, "2030", "terminated", False),
        ("completed", LONG, "2019-06", "completed", False),
        ("terminated", "start = 2015, end = 2021", "2019-06", "terminated", False),
        ("terminated", 'start = 2015, end = 2040, terminated = "2019-05"', "2019-06",
         "terminated", False),
        ("terminated", "start = 2015, end = 2040, terminated = 2019-05-20", "2019-06",
         "terminated", False),
        ("terminated", "start = 2015, end = 2040, terminated = 2020-01-01", "2019-06",
         "active", True),
        ("terminated", "start = 2015, end = 2040, terminated = 2020-01-01", "2020-01-02",
         "terminated", False),
        # a day in the past
        ("completed", "start = 2018, end = 2021", "2019-06", "active", True),
        ("expired", "start = 2018, end = 2021", "2019-06", "active", True),
        ("active", "start = 2018, end = 2021", "2019-06", "active", True),
        ("active", "start = 2018, end = 2018", "2019-06", "expired", False),
        ("completed", "start = 2018, end = 2018", "2019-06", "completed", False),
        ("active", "start = 2022", "2019-06", None, False),
        ("completed", "start = 2022, end = 2024", "2019-06", None, False),
        ("announced", "announced = 2018", "2019-06", "announced", False),
        # part of a month
        ("active", "start = 2018, end = 2019-06-10", "2019-06", "active", True),
        ("completed", "start = 2018, end = 2019-06-10", "2019-06", "active", True),
        ("active", "start = 2019-06-20", "2019-06", "active", True),
        # a day to come
        ("active", "start = 2018, end = 2027", "2030", "expired", False),
        ("signed", "start = 2028", "2027", "signed", False),
    ],
)  # fmt: skip
def test_what_is_found_shown_and_written_agree(
    registry: Registry,
    opened: Callable[..., Catalog],
    recorded: str | None,
    dates: str,
    day: str,
    expected: str | None,
    is_found: bool,
) -> None:
    catalog = opened(registry(a=agreement(recorded, dates)))
    node = parse(f"as-of:{day}")
    period = period_asked(node)
    assert period is not None
    n = catalog.resolve("x")
    assert (found(catalog, f"as-of:{day}") == ["x"]) is is_found
    assert catalog.shown.rows([n], period)[0].status == expected
    dossier = catalog.shown.dossier(n, period=period)
    assert dossier is not None
    assert dossier.row.status == page_of(dossier).status == expected
    kicker = document_of(catalog, [n], period=period).split("\n# x\n\n")[1].splitlines()[0]
    assert kicker.endswith(f" · {expected}*" if expected else "*")
    assert "as of" in kicker
    if day == "2026-06-15":
        assert catalog.shown.rows([n])[0].status == expected
        assert (found(catalog, "is:expired") == ["x"]) is (expected == "expired")
        assert "as of" not in document_of(catalog, [n])


@pytest.mark.parametrize(
    ("recorded", "dates", "is_expiring"),
    [
        ("active", "start = 2020, end = 2027-06-15", True),
        (None, "end = 2027-06-15", True),
        ("signed", "start = 2020, end = 2026-06-15", True),
        ("active", "start = 2020, end = 2027-06-16", False),
        ("active", "start = 2020, end = 2026-06-14", False),
        ("completed", "start = 2020, end = 2027-01-01", False),
        ("announced", "start = 2020, end = 2027-01-01", False),
        ("signed", "start = 2026-09-01, end = 2027-01-01", False),  # not in force yet
    ],
)
def test_expiring_is_in_force_and_ends_within_a_year(
    registry: Registry,
    opened: Callable[..., Catalog],
    recorded: str | None,
    dates: str,
    is_expiring: bool,
) -> None:
    catalog = opened(registry(a=agreement(recorded, dates)))
    assert (found(catalog, "is:expiring") == ["x"]) is is_expiring
    assert not is_expiring or found(catalog, "as-of:2026-06-15") == ["x"]


def test_several_days_leave_today_s_status() -> None:
    assert period_asked(parse("as-of:2019,2021")) is None
    assert period_asked(parse("as-of:2019 as-of:2021")) is None
    assert period_asked(parse("-as-of:2019")) is None
    assert period_asked(parse("with:nuh as-of:2019-06")) == Period(
        date(2019, 6, 1), date(2019, 6, 30), "2019-06"
    )


def test_lists_sort_by_the_status_that_they_show(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    catalog = opened(
        registry(
            a=agreement("active", "start = 2010, end = 2020", "a-expired")
            + agreement("signed", "start = 2010", "b-signed")
            + agreement("completed", "start = 2010, end = 2020", "c-completed")
            + agreement("active", "start = 2012", "d-active")
            + agreement(None, "start = 2012, end = 2020", "e-expired")
            + agreement(None, "start = 2012", "f-none")
        )
    )

    def by_status(query: str) -> str:
        orders = {Kind.AGREEMENT: Order.STATUS}
        (numbers,) = catalog.search(parse(query), [Kind.AGREEMENT], orders).found.values()
        return " ".join(row.id for row in catalog.shown.rows(numbers))

    assert by_status("") == "d-active b-signed c-completed a-expired e-expired f-none"
    assert by_status("as-of:2015") == "a-expired c-completed d-active b-signed e-expired f-none"


def test_an_export_of_a_day_has_the_statuses_of_that_day(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(tmp_path / "config.toml"))
    folder = str(registry(a=agreement("completed", "start = 2018, end = 2021")))
    arguments = ["export", "-d", folder, "-q", "as-of:2019-06"]
    text = CliRunner().invoke(cli, arguments).stdout
    assert "since 2018 · as of Jun 2019 · active" in text
    assert "| Status | active (recorded as completed)" in text
    CliRunner().invoke(cli, [*arguments, "-o", f"{tmp_path}/out/"])
    assert "as of Jun 2019 · active" in (tmp_path / "out" / "x.md").read_text(encoding="utf-8")
    assert "completed*" in CliRunner().invoke(cli, ["export", "-d", folder, "x"]).stdout
