"""What would be wrong with other contents of a file, apart from what is wrong now."""

from __future__ import annotations

from collections.abc import Callable

from collab_tui.catalog.catalog import Catalog
from tests.conftest import Registry


def agreement(record_id: str, end: int, status: str = "active") -> str:
    return (
        f'[[agreement]]\nid = "{record_id}"\nname = "{record_id}"\ntype = "mou"\n'
        f'status = "{status}"\ndates = {{ end = {end} }}\n'
    )


def test_a_status_against_dates_is_new_if_there_are_more_of_its_day(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    before = agreement("a", 2019) + agreement("b", 2020) + agreement("c", 2020)
    folder = registry(one=before, two=agreement("d", 2020))
    catalog = opened(folder)

    def new(content: str) -> list[str]:
        changed = {str(folder / "one.toml"): content.encode()}
        found = catalog.problems.if_written(changed)
        return [one.message for one in found if one.code == "status-against-dates"]

    late = "status is 'active', but its last day was {}-12-31"
    assert new(before) == []
    assert new(before.replace('"b"', '"other"')) == []
    assert new(before + agreement("e", 2020)) == [late.format(2020)]
    assert new(before + agreement("e", 2018)) == [late.format(2018)]
    assert new(before.replace("2019", "2020")) == [late.format(2020)]
    assert new(agreement("b", 2020, "signed") + agreement("c", 2030)) == []
    assert len(catalog.problems.all()) >= 4
