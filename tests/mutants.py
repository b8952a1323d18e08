"""Mutation testing: small mistakes are put into the code, and tests should notice each of them.

``python -m tests.mutants --sample 300 --seed 1`` puts mistakes into functions of `PACKAGES`, one
after another, and runs the tests that reach the line. It prints those that no test noticed, and the
score.

The tests are collected once. For each mistake, a child process swaps the code of one function and
runs the tests, the fastest first, until one fails. So only code in functions is changed; constants
of modules, patterns and words are not.
"""

from __future__ import annotations

import argparse
import ast
import gc
import os
import pickle
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
CODE = ROOT / "src" / "collab_tui"
PACKAGES = ("query", "records", "registry")
TESTS = (*PACKAGES, "finding/test_edit.py", "finding/test_choosing.py", "render/test_words.py")
"""The tests that are about these packages, also through others."""

_QUIET = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # this module has loaded hypothesis

SECONDS = 20
"""Seconds after which the tests of a mutant count as tests that do not end: it is noticed."""

SWAPPED: dict[type[ast.AST], Any] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Continue: ast.Break,
}
"""What takes the place of an operator or a statement."""


class Mutant(NamedTuple):
    """One mistake: the n-th that is possible in a file."""

    file: Path
    number: int
    line: int
    what: str

    def __str__(self) -> str:
        """Return the place and the mistake."""
        return f"{self.file.relative_to(ROOT)}:{self.line}: {self.what}"


class Mutator(ast.NodeTransformer):
    """Finds every mistake that can be made in functions, and makes the one with a number."""

    def __init__(self, wanted: int = -1) -> None:
        """Make the mistake with the number `wanted`; none by default."""
        self.found: list[tuple[int, str]] = []
        self._wanted = wanted
        self._depth = 0

    def _is_turn(self, line: int, what: str) -> bool:
        self.found.append((line, what))
        return len(self.found) - 1 == self._wanted

    def visit(self, node: ast.AST) -> Any:
        """Change a node of a function."""
        if isinstance(node, ast.FunctionDef):  # its defaults and decorators are not its code
            self._depth += 1
            node.body = [self.visit(statement) for statement in node.body]
            self._depth -= 1
            return node
        if isinstance(node, ast.AnnAssign):
            node.value = node.value and self.visit(node.value)
            return node
        node = self.generic_visit(node)
        return self._changed(node) if self._depth else node

    def _changed(self, node: ast.AST) -> ast.AST:
        line = getattr(node, "lineno", 0)
        match node:
            case ast.Compare():
                for place, operator in enumerate(node.ops):
                    other = SWAPPED[type(operator)]
                    if self._is_turn(line, f"{_named(operator)} becomes {other.__name__}"):
                        node.ops[place] = other()
            case ast.BoolOp() | ast.BinOp() | ast.AugAssign() if type(node.op) in SWAPPED:
                other = SWAPPED[type(node.op)]
                if self._is_turn(line, f"{_named(node.op)} becomes {other.__name__}"):
                    node.op = other()
            case ast.UnaryOp(op=ast.Not()):
                if self._is_turn(line, "not is left out"):
                    return node.operand
            case ast.If() | ast.While() | ast.IfExp():
                if self._is_turn(line, "the condition is turned round"):
                    node.test = ast.UnaryOp(ast.Not(), node.test)
            case ast.Constant(value=bool()):
                if self._is_turn(line, f"{node.value!r} becomes {not node.value}"):
                    return ast.Constant(not node.value)
            case ast.Constant(value=int(number)):
                if self._is_turn(line, f"{number} becomes {number + 1}"):
                    return ast.Constant(number + 1)
            case ast.Return(value=ast.expr()) if not _is_none(node.value):
                if self._is_turn(line, "None is returned"):
                    node.value = ast.Constant(None)
            case ast.Expr(value=ast.Call()) | ast.Continue():
                if self._is_turn(line, "the statement is left out"):
                    return ast.Pass()
        return node


def _named(operator: ast.AST) -> str:
    return type(operator).__name__


def _is_none(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def mutants_of(file: Path) -> list[Mutant]:
    """Return all mistakes that can be made in a file."""
    mutator = Mutator()
    mutator.visit(ast.parse(file.read_text("utf-8")))
    return [Mutant(file, number, *found) for number, found in enumerate(mutator.found)]


def swap(mutant: Mutant) -> int:
    """Give the functions of this process the code with the mistake; return how many changed."""
    text = mutant.file.read_text("utf-8")
    tree = Mutator(mutant.number).visit(ast.parse(text))
    made = compile(ast.fix_missing_locations(tree), str(mutant.file), "exec", dont_inherit=True)
    before = compile(text, str(mutant.file), "exec", dont_inherit=True)
    old, new = dict(_functions(before)), dict(_functions(made))
    changed = {key for key in new if key in old and old[key] != new[key]}
    count = 0
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == str(mutant.file):
            key = _key(function.__code__)
            if key in changed:
                function.__code__ = new[key]
                count += 1
    return count


def _key(code: CodeType) -> tuple[str, int]:
    return (code.co_qualname, code.co_firstlineno)


def _functions(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield _key(constant), constant
            yield from _functions(constant)


@dataclass(slots=True)
class Reached:
    """Which tests reach a line, and how long each takes."""

    lines: dict[tuple[str, int], list[int]]
    seconds: list[float]


class Mutating:
    """A plugin of pytest: after the collection, mistakes are made instead of running the tests."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        """Make these mistakes."""
        self._mutants = mutants
        self.results: list[tuple[Mutant, str]] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find out what reaches what, then try each mistake."""
        reached: Reached = in_child(lambda: measure(session), 3_600)
        for number, mutant in enumerate(self._mutants, 1):
            places = reached.lines.get((str(mutant.file), mutant.line), [])
            places = sorted(places, key=lambda place: reached.seconds[place])
            items = [session.items[place] for place in places]
            result = "unreached"
            if items:
                result = in_child(lambda m=mutant, i=items: tried(m, i), SECONDS) or "noticed"
            self.results.append((mutant, result))
            if result != "noticed":
                print(f"{result}: {mutant}", flush=True)
            if number % 50 == 0:
                print(f"{number} of {len(self._mutants)}", file=sys.stderr, flush=True)
        return True


def measure(session: pytest.Session) -> Reached:
    """Run every test, and note which lines of the packages it reaches."""
    files = {str(path) for package in PACKAGES for path in (CODE / package).rglob("*.py")}
    lines: dict[tuple[str, int], set[int]] = defaultdict(set)
    seconds, place = [], 0

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        return step if frame.f_code.co_filename in files else None

    def step(frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            lines[frame.f_code.co_filename, frame.f_lineno].add(place)
        return step

    for place, item in enumerate(session.items):  # noqa: B007 - `step` reads it
        begun = time.perf_counter()
        sys.settrace(enter)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        sys.settrace(None)
        seconds.append(time.perf_counter() - begun)
    return Reached({key: sorted(found) for key, found in lines.items()}, seconds)


def tried(mutant: Mutant, items: Sequence[pytest.Item]) -> str:
    """Return whether one of the tests notices a mistake."""
    if not swap(mutant):
        return "not made"
    for item in items:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if item.session.testsfailed:
            return "noticed"
    return "survived"


def in_child(work: Any, seconds: int) -> Any:
    """Do something in a child process; return what it returns, None if it breaks or goes on."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        silence = os.open(os.devnull, os.O_RDWR)
        for file in (0, 1, 2):
            os.dup2(silence, file)
        signal.alarm(seconds)
        with suppress(BaseException), os.fdopen(writer, "wb") as out:
            out.write(pickle.dumps(work()))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return pickle.loads(said) if said else None


def main() -> None:
    """Make the mistakes, and say which were not noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="how many mistakes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only files with this in their path")
    asked = parser.parse_args()
    files = [path for package in PACKAGES for path in sorted((CODE / package).rglob("*.py"))]
    every = [mutant for file in files if asked.only in str(file) for mutant in mutants_of(file)]
    chosen = Random(asked.seed).sample(every, min(asked.sample, len(every)))
    settings.register_profile("mutants", max_examples=30, derandomize=True, database=None)
    settings.load_profile("mutants")
    plugin = Mutating(sorted(chosen))
    tests = [str(ROOT / "tests" / name) for name in TESTS]
    pytest.main(["-q", "-p", "no:cacheprovider", "-n", "0", "-s", *_QUIET, *tests], [plugin])
    for package in PACKAGES:
        counts = Counter(
            result for m, result in plugin.results if (CODE / package) in m.file.parents
        )
        if counts:
            share = 100 * counts["noticed"] / counts.total()
            print(f"{package}: {counts['noticed']} of {counts.total()} noticed ({share:.0f} %)")
    print(f"{len(every):,} mistakes are possible")


if __name__ == "__main__":
    main()
