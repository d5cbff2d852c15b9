"""How many lines of each package the tests reached, from the last run with coverage: python -m tests.coverage_by_package.

The gate of each package is what it reached when it was last looked at, rounded down: --write raises it, nothing lowers it.
"""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

GATES = Path(__file__).with_name("coverage_gates.json")


def reached() -> dict[str, float]:
    """The share of lines and branches of each package that were run, in per cent; a room is a package."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        subprocess.run([sys.executable, "-m", "coverage", "json", "-q", "-o", str(report)], check=True)
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    run, all_ = defaultdict[str, int](int), defaultdict[str, int](int)
    for name, file in files.items():
        parts = Path(name).parts[2:]
        package = "/".join(parts[:2]) if parts[0] == "rooms" else parts[0].removesuffix(".py")
        counts = file["summary"]
        run[package] += counts["covered_lines"] + counts["covered_branches"]
        all_[package] += counts["num_statements"] + counts["num_branches"]
    return {package: 100 * run[package] / all_[package] for package in sorted(all_) if all_[package]}


def main() -> int:
    """Print the table; the exit code is 1 if a package is under its gate."""
    gates, shares = json.loads(GATES.read_text(encoding="utf-8")), reached()
    if "--write" in sys.argv:
        gates |= {package: max(int(share), gates.get(package, 0)) for package, share in shares.items()}
        GATES.write_text(json.dumps(gates, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    low = []
    for package, share in shares.items():
        gate = gates.get(package, 0)
        low += [package] if share < gate else []
        print(f"{package:<20}{share:6.1f} %   gate {gate} %{'   TOO LOW' if share < gate else ''}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
