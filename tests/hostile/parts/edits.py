"""The commands that change a registry, in any order, against a model in memory."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import tomli
from hypothesis import Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from collab_tui.catalog.catalog import Catalog
from collab_tui.keeping.draft import BrokenError
from collab_tui.keeping.errors import ConflictError, KeepError, NamedError
from collab_tui.keeping.formatting import formatted
from collab_tui.keeping.keeper import Keeper
from collab_tui.keeping.paths import PathError
from collab_tui.records.kinds import Kind, Ref
from tests.catalog.test_refresh import dump, listings
from tests.conftest import TODAY
from tests.hostile import texts
from tests.hostile.part import Part

STEPS, RUNS = 10, 4
"""Commands of a sequence, and sequences of a round."""

IDS = st.sampled_from(["a", "b", "c", "d"])
KINDS = st.sampled_from([Kind.INSTITUTION, Kind.AGREEMENT])
NAMES = st.sampled_from(["Plain", "Two  spaces", *[t for t in texts.ALL[:-6] if t.strip()]])
KIND_OF = {kind.table: kind for kind in Kind}
Model = dict[Ref, dict[str, Any]]


class Edits(RuleBasedStateMachine):
    """A registry of two files, and what it should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.made = tempfile.TemporaryDirectory(prefix="hostile-edits-")
        self.folder = Path(self.made.name).resolve()
        self.data = self.folder / "registry"
        self.data.mkdir()
        (self.data / "one.toml").write_text("# The first.\n")
        (self.data / "two.toml").write_text("# The second.\n")
        self.model: Model = {}
        self.catalog = Catalog.open([self.data], self.folder / "edited", TODAY)
        self.catalog.refresh()

    def teardown(self) -> None:
        self.catalog.close()
        self.made.cleanup()

    @property
    def keeper(self) -> Keeper:
        self.catalog.refresh()
        return Keeper(self.catalog)

    @rule(kind=KINDS, id=IDS, name=NAMES, file=st.sampled_from(["one.toml", "two.toml"]))
    def new(self, kind: Kind, id: str, name: str, file: str) -> None:  # noqa: A002 - as in files
        table = {"id": id, "name": name} | ({"type": "mou"} if kind is Kind.AGREEMENT else {})
        ref = Ref(kind, id)
        try:
            _, draft = self.keeper.add(kind, table, self.data / file)
            draft.write()
        except KeepError:
            assert ref in self.model
            return
        assert ref not in self.model
        self.model[ref] = table

    @rule(id=IDS, names=st.lists(IDS, unique=True, min_size=1, max_size=3))
    def take_part(self, id: str, names: list[str]) -> None:  # noqa: A002
        ref = Ref(Kind.AGREEMENT, id)
        table = {**self.model.get(ref, {}), "participants": [{"institution": n} for n in names]}
        try:
            self.keeper.rewrite(ref, table).write()
        except KeepError:
            assert ref not in self.model
        except BrokenError:
            assert not {Ref(Kind.INSTITUTION, n) for n in names} <= {*self.model}
        else:
            self.model[ref] = table

    @rule(kind=KINDS, id=IDS, text=NAMES, key=st.sampled_from(["summary", "extra.note", "tags"]))
    def set(self, kind: Kind, id: str, text: str, key: str) -> None:  # noqa: A002
        ref = Ref(kind, id)
        value = "a-tag" if key == "tags" else text
        setting = f"tags+={value}" if key == "tags" else f"{key}={value}"
        try:
            self.keeper.set(ref, [setting]).write()
        except (KeepError, PathError):
            assert ref not in self.model or key == "tags" or text.startswith(("[", "{", "'", '"'))
            return
        except BrokenError:
            raise AssertionError(f"{setting!r} is an error") from None
        table = self._read()[ref]
        assert {key: held for key, held in table.items() if key not in ("summary", "extra", "tags")}
        others = ("summary", "extra", "tags")
        assert _without(table, others) == _without(self.model[ref], others)
        self.model[ref] = table

    @rule(kind=KINDS, old=IDS, new=IDS)
    def rename(self, kind: Kind, old: str, new: str) -> None:
        one, other = Ref(kind, old), Ref(kind, new)
        try:
            self.keeper.rename(one, other).write()
        except KeepError:
            assert one not in self.model or other in self.model
            return
        self.model[other] = {**self.model.pop(one), "id": new}
        self._rename(one, new)

    @rule(kind=KINDS, gone=IDS, stays=IDS)
    def merge(self, kind: Kind, gone: str, stays: str) -> None:
        one, other = Ref(kind, gone), Ref(kind, stays)
        try:
            self.keeper.merge(one, other).write()
        except ConflictError:
            return
        except KeepError:
            assert gone == stays or one not in self.model or other not in self.model
            return
        del self.model[one]
        self._rename(one, stays)
        self.model[other] = self._read()[other]

    @rule(kind=KINDS, id=IDS, cascade=st.booleans())
    def remove(self, kind: Kind, id: str, cascade: bool) -> None:  # noqa: A002
        ref = Ref(kind, id)
        named = [r for r, t in self.model.items() if kind is Kind.INSTITUTION and _names(t, id)]
        try:
            self.keeper.remove(ref, cascade=cascade).write()
        except NamedError:
            assert named
            assert not cascade
            return
        except KeepError:
            assert ref not in self.model
            return
        assert cascade or not named
        del self.model[ref]
        for other in named:
            kept = [p for p in self.model[other]["participants"] if p["institution"] != id]
            self.model[other]["participants"] = kept
            if not kept:
                del self.model[other]["participants"]

    @rule()
    def fmt(self) -> None:
        for file in self.data.glob("*.toml"):
            file.write_bytes(formatted(file.read_bytes()))

    @invariant()
    def files_hold_the_model(self) -> None:
        assert self._read() == self.model

    @invariant()
    def the_catalog_is_as_one_built_at_once(self) -> None:
        self.catalog.refresh()
        fresh = self.folder / "fresh"
        with closing(Catalog.open([self.data], fresh, TODAY)) as built:
            built.refresh()
            assert dump(self.folder / "edited") == dump(fresh)
            assert listings(self.catalog) == listings(built)
        for file in fresh.iterdir():
            file.unlink()
        assert not [path for path in self.data.iterdir() if path.suffix != ".toml"]

    def _read(self) -> Model:
        found: Model = {}
        for file in self.data.glob("*.toml"):
            for table, records in tomli.loads(file.read_text("utf-8")).items():
                for record in records:
                    found[Ref(KIND_OF[table], record["id"])] = record
        return found

    def _rename(self, old: Ref, new: str) -> None:
        """Name another institution in every agreement; one that is named already is named once."""
        for table in self.model.values():
            if old.kind is Kind.INSTITUTION and _names(table, old.id):
                ids = [new if p["institution"] == old.id else p["institution"]
                       for p in table["participants"]]  # fmt: skip
                table["participants"] = [{"institution": one} for one in dict.fromkeys(ids)]


def _names(table: dict[str, Any], institution: str) -> bool:
    return any(part["institution"] == institution for part in table.get("participants", []))


def _without(table: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in keys}


def round_(chance: Random, folder: Path) -> int:
    """Do some sequences of commands."""
    number = chance.getrandbits(64)

    @seeded(number)
    class Seeded(Edits):
        pass

    run_state_machine_as_test(
        Seeded,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
        ),
    )
    return RUNS


PART = Part(
    "edits",
    "sequences of new, set, rename, merge, remove and fmt, with hostile names, against a model in"
    " memory; after each, the catalog against one built at once",
    "files hold what the model holds, nothing else is left behind, and the catalog that followed"
    " is the same as a new one",
    round_,
)
