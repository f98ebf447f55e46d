"""One file of invoice lines as CSV, XLSX and Parquet: to segments here, and read by pandas.

    python -m benchmarks.spreadsheets lines.parquet

Needs `xlsxwriter` and `openpyxl`. Give it the published Online Retail file, or lines made by
`benchmarks.invoice_lines`. Times are those of whole processes; pandas only reads.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import measure, report

READ = {
    "csv": "pd.read_csv(path)",
    "xlsx": "pd.read_excel(path, engine='openpyxl')",
    "parquet": "pd.read_parquet(path)",
}
OPEN = "from segmentation.sources import open_table\nwith open_table(path): pass"


WRITE = """
import pandas as pd
lines = pd.read_parquet({source!r})
lines.to_csv({csv!r}, index=False)
lines.to_parquet({parquet!r}, index=False)
lines.to_excel({xlsx!r}, index=False, engine="xlsxwriter")
"""


def write(source: str, folder: Path) -> dict[str, str]:
    """The file in each format: {format: path}."""
    paths = {kind: str(folder / f"lines.{kind}") for kind in READ}
    # In a process of its own: what this one holds would count as its children's peak.
    subprocess.run([sys.executable, "-c", WRITE.format(source=source, **paths)], check=True)
    return paths


def compare(paths: dict[str, str], folder: Path) -> None:
    """Print for each format how long pandas takes to read it, being 1, and how long we take."""
    for kind, path in paths.items():
        print(f"\n{kind}")
        read = f"import pandas as pd\npath = {path!r}\n{READ[kind]}"
        reference = measure([sys.executable, "-c", read])
        report("pandas, reading alone", reference, reference)
        opened = measure([sys.executable, "-c", f"path = {path!r}\n{OPEN}"])
        report("reading alone", opened, reference)
        ours = [sys.executable, "train.py", "online_retail", "--data", path]
        trained = measure([*ours, "--models", str(folder / "models")])
        report("train.py, to segmented customers", trained, reference)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        compare(write(sys.argv[1], Path(folder)), Path(folder))
