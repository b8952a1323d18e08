"""The values of facets that are records, looked up when they are needed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from collab_tui.catalog.names import EXACTLY
from collab_tui.catalog.views.dimension import FEW, Value, Values
from collab_tui.catalog.views.sets import Sets
from collab_tui.query.edit import written
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Ref


class RecordValues(Values):
    """Values that are records of one kind."""

    def __init__(self, sets: Sets, kind: Kind, field: str, *, is_exact: bool) -> None:
        super().__init__()
        self._sets = sets
        self._kind = kind
        self._field = field
        way = DECLARED[kind].agreements
        self._upwards = way.upwards if way is not None and is_exact else None

    def prepare(self, keys: Iterable[str]) -> None:
        """Look up several values at once."""
        wanted = json.dumps([key for key in keys if key not in self])
        rows = self._sets.db.execute(
            "SELECT record.id, record.name, EXISTS"
            " (SELECT 1 FROM link WHERE target = record.n AND relation = ?)"
            " FROM json_each(?) AS wanted"
            " CROSS JOIN record ON record.id = wanted.value WHERE +kind = ?",
            (self._upwards, wanted, self._kind),
        )
        for record_id, name, has_parts in rows:
            # A plain term would also find what is below it.
            word = EXACTLY + record_id if has_parts else record_id
            term = f"{self._field}:{written(word)}"
            self[record_id] = Value(record_id, name, term, Ref(self._kind, record_id))

    def ranks(self, keys: Collection[str]) -> Mapping[str, int]:
        """Return numbers by which records are in the order of their names, as in the lists.

        A few are asked for. For many, it takes less time to go through all of them once.
        """
        if len(keys) > FEW:
            return self._every_rank
        ids = self._sets.db.execute(
            "SELECT record.id FROM json_each(?) AS wanted"
            " CROSS JOIN record ON record.id = wanted.value"
            " WHERE +kind = ? ORDER BY sort, record.id",
            (json.dumps(list(keys)), self._kind),
        )
        return {record_id: rank for rank, (record_id,) in enumerate(ids)}

    @cached_property
    def _every_rank(self) -> dict[str, int]:
        select = f"SELECT id FROM record WHERE kind = '{self._kind}' ORDER BY sort, id"
        (ids,) = self._sets.column_wise(select, 1)
        return {record_id: rank for rank, record_id in enumerate(ids)}
