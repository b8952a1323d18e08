"""A mistake that is put into the code is one, and the tests of the code notice it."""

from __future__ import annotations

import ast

from collab_tui.records.durations import Duration
from tests.mutants import CODE, Mutator, in_child, mutants_of, swap

FILE = CODE / "records" / "durations.py"
LAST_OF_PARSE = "        return cls(*(int(part[:-1]) if part else 0 for part in match.groups()))"


def test_a_mistake_changes_one_function_until_its_process_ends() -> None:
    mutants = mutants_of(FILE)
    assert [mutant.number for mutant in mutants] == [*range(len(mutants))]
    last = 1 + FILE.read_text("utf-8").splitlines().index(LAST_OF_PARSE)
    (none,) = [mutant for mutant in mutants if mutant.line == last and "None" in mutant.what]
    assert str(none) == f"src/collab_tui/records/durations.py:{last}: None is returned"

    def with_the_mistake() -> tuple[int, object]:
        return swap(none), Duration.parse("P1Y")

    assert in_child(with_the_mistake, 20) == (1, None)
    assert Duration.parse("P1Y") == Duration(1)


def test_only_the_code_of_functions_is_changed() -> None:
    mutator = Mutator()
    mutator.visit(ast.parse("A = 1 + 2\n\n@f(3)\ndef g(x: int = 4) -> None:\n    return x < 5\n"))
    assert [what for _, what in mutator.found] == [
        "5 becomes 6",
        "Lt becomes LtE",
        "None is returned",
    ]
