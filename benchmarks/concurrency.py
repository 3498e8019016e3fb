"""Fifty people saving, autosaving, judging and submitting for two minutes, and twenty power cuts under ten; on SQLite and on PostgreSQL.

    python benchmarks/concurrency.py                       # fifty people, 120 seconds, twenty cuts
    python benchmarks/concurrency.py --seconds 30 --people 20 --cuts 5 --on sqlite

Real processes against `tallystick serve` on this machine. Exit status 1 where anybody saw an error, or anything acknowledged is lost,
held twice or missing in the log.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

# in place of this folder, in which this file has the name of that package
sys.path[0] = str(Path(__file__).parent.parent / "tests")

from concurrency.installation import installed, postgresql_answers  # noqa: E402
from concurrency.working import crowd, power_cuts  # noqa: E402


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--people", type=int, default=50)
    options.add_argument("--seconds", type=float, default=120)
    options.add_argument("--cuts", type=int, default=20)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--on", choices=["sqlite", "postgresql"], action="append")
    chosen = options.parse_args()
    wrong = 0
    for database in chosen.on or ["sqlite", *(["postgresql"] if postgresql_answers() else [])]:
        with tempfile.TemporaryDirectory() as home, installed(Path(home), database, chosen.workers) as place:
            record, figures = crowd(place, place.made(chosen.people), chosen.seconds)
            wrong += told(f"{chosen.people} people for {chosen.seconds:g} s on {database}", record.errors, place.checked(record.acknowledged), figures)  # fmt: skip
        with tempfile.TemporaryDirectory() as home, installed(Path(home), database, chosen.workers) as place:
            record = power_cuts(place, place.made(10), chosen.cuts)
            figures = {"acknowledged": len(record.acknowledged), "requests cut off": record.cut_off}
            wrong += told(f"{chosen.cuts} power cuts under 10 people on {database}", record.errors, place.checked(record.acknowledged), figures)  # fmt: skip
    return min(wrong, 1)


def told(name: str, errors: list[str], found: dict[str, object], figures: dict[str, object]) -> int:
    problems = [*errors, *found.pop("wrong")]
    print(f"{name}: {json.dumps(figures | found)}")
    for one in problems[:20]:
        print(f"  WRONG: {one}")
    print(f"  {len(problems)} errors, lost or doubled writes")
    return len(problems)


if __name__ == "__main__":
    sys.exit(main())
