"""Which process it is: its number alone may be another's by now."""

import subprocess
from pathlib import Path

PROC = Path("/proc")
# Of what stands behind the name in /proc/<number>/stat.
STATE, STARTED = 0, 19


def started(process: int) -> str:
    """When a process was started, in whatever way the system says it; empty where it has ended."""
    if not PROC.is_dir():
        return _asked(process)
    try:
        told = (PROC / str(process) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    fields = told.rpartition(")")[2].split()
    return "" if fields[STATE] in "ZX" else fields[STARTED]


def _asked(process: int) -> str:
    command = ["ps", "-o", "stat=,lstart=", "-p", str(process)]
    told = subprocess.run(command, capture_output=True, text=True).stdout.split(maxsplit=1)
    return "" if not told or told[0].startswith("Z") else told[-1].strip()
