"""``python -m tests.hostile.nursery``: runs commands in children that may be killed.

It reads a line of JSON for each child, with the ``words`` of the command and the variables to
``set`` for ``faults.c``. It answers with the number of calls that were counted, or -1 if the child
was killed. What a child had to load is loaded here after it, so that the next one begins at once.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import sys
from contextlib import suppress
from typing import Any


def main() -> None:
    """Answer until there is no further line."""
    answers = os.fdopen(os.dup(1), "w")
    silence = os.open(os.devnull, os.O_RDWR)
    for file in (1, 2):
        os.dup2(silence, file)
    for line in sys.stdin:
        calls, modules = run(json.loads(line))
        print(calls, file=answers, flush=True)
        for name in modules:
            with suppress(ImportError):
                importlib.import_module(name)


def run(asked: dict[str, Any]) -> tuple[int, list[str]]:
    """Run one command; return the number of calls, and the modules that it has loaded."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.environ.update(asked["set"])
        try:
            from collab_tui.cli import cli

            cli(asked["words"], prog_name="collab-tui")
        except SystemExit:
            pass
        finally:
            calls = ctypes.CDLL(None).hostile_calls()
            with os.fdopen(writer, "w") as out:
                json.dump([calls, sorted(sys.modules)], out)
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    calls, modules = json.loads(said) if said else (-1, [])
    return calls, [name for name in modules if name not in sys.modules]


if __name__ == "__main__":
    main()
