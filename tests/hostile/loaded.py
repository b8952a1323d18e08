"""The library that is loaded before others and disturbs system calls: ``faults.c``, built."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from shutil import which

SOURCE = Path(__file__).parent / "faults.c"


def missing() -> str:
    """Say what this machine lacks for it."""
    if sys.platform != "linux":
        return "it needs Linux"
    return "" if which("cc") else "there is no C compiler"


@cache
def library() -> Path:
    """Build it, once in a process."""
    built = Path(tempfile.mkdtemp(prefix="hostile-faults-")) / "faults.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-o", str(built), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return built
