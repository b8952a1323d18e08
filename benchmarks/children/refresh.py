"""Brings the catalog of a registry up to date; prints the seconds and the peak memory.

``refresh.py REGISTRY CACHE`` prints JSON: `seconds` from opening to the end of the refresh, and
`peak_kib` of this process, if the system reports it.
"""

import json
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    began = time.perf_counter()
    from collab_tui.catalog.catalog import Catalog

    catalog = Catalog.open([Path(sys.argv[1])], Path(sys.argv[2]))
    catalog.refresh()
    seconds = time.perf_counter() - began
    catalog.close()
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    peaks = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    print(json.dumps({"seconds": seconds, "peak_kib": peaks[0] if peaks else None}))
