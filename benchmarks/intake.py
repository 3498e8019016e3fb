"""How long a table of values takes to be proposed and to be accepted, and how that grows with the rows.

    python benchmarks/intake.py                 # 1,000, 10,000 and 100,000 rows
    python benchmarks/intake.py 1000 5000

Each size runs in a process of its own, on a SQLite file in a temporary folder with the settings of an installation, so that the peak
of memory is that of the one import. The limits that are claimed are for 100,000 rows: proposed in 10 s, accepted in 20 s.
"""

import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

SIZES = (1_000, 10_000, 100_000)
AREAS = 10
PERIODS = 40
PROPOSED_WITHIN, ACCEPTED_WITHIN = 10.0, 20.0


def table(rows: int) -> bytes:
    """A long table as officers keep it: measures by areas by quarters."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["Reference", "Title", "Area", "Period", "Value", "Numerator", "Denominator", "Vintage"])
    for number in range(rows):
        measure, rest = divmod(number, AREAS * PERIODS)
        area, quarter = divmod(rest, PERIODS)
        year = 2005 + quarter // 4
        period = f"Q{quarter % 4 + 1} {year}/{(year + 1) % 100:02d}"
        value = 1000 + (number * 37) % 500
        row = [f"PI {measure:04d}", f"Indicator {measure:04d} of the benchmark", f"Area {area}" if area else ""]
        writer.writerow([*row, period, f"{value / 10}", str(value), "1000", "validated"])
    return file.getvalue().encode()


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = action()
    return time.perf_counter() - began, found


def run(rows: int) -> None:
    """One import in this process: the council, the measures and the areas are there, the values are not."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tallystick_web.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tallystick.periods import Frequency
    from tallystick_web.councils import actions as councils
    from tallystick_web.councils.models import Area, CouncilType
    from tallystick_web.intake import actions, reading
    from tallystick_web.measures import actions as measures
    from tallystick_web.measures.models import Observation

    council = councils.add_council(slug="leeds", name="Leeds", gss_code="E08000035", type=CouncilType.METROPOLITAN)
    for number in range(1, AREAS):
        councils.add_area(council=council, code=f"a{number}", name=f"Area {number}", kind=Area.Kind.PEER, by=None)
    for number in range(-(-rows // (AREAS * PERIODS))):
        measures.keep_measure(
            council=council, reference=f"PI {number:04d}", title=f"Indicator {number:04d} of the benchmark",
            frequency=Frequency.QUARTER, by=None,
        )  # fmt: skip
    data = table(rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    read_in, read = timed(lambda: reading.read(data, "values.csv"))
    proposed_in, proposal = timed(lambda: actions.propose(council=council, reading=read, by=None))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    accepted_in, outcome = timed(lambda: actions.accept_certain(proposal=proposal, by=None))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    held = Observation.objects.count()
    again_in, again = timed(lambda: actions.propose(council=council, reading=reading.read(data, "again.csv"), by=None))
    if held != rows or len(outcome.accepted) != rows or not again.has_nothing_new:
        raise SystemExit(
            f"{rows} rows in the file, {held} held, {again.waiting} proposed again: {outcome.set_aside[:3]}"
        )
    print(
        f"{rows:>8,} {read_in + proposed_in:>10.2f} {accepted_in:>10.2f} {again_in:>10.2f} {before:>8.0f} {after:>10.0f} {peak:>8.0f}"
    )
    if rows >= 100_000 and (read_in + proposed_in > PROPOSED_WITHIN or accepted_in > ACCEPTED_WITHIN):
        print(f"Slower than claimed: {PROPOSED_WITHIN:.0f} s to propose, {ACCEPTED_WITHIN:.0f} s to accept.")


def main(sizes: tuple[int, ...]) -> None:
    print(
        f"{'rows':>8} {'proposed s':>10} {'accepted s':>10} {'again s':>10} {'MB start':>8} {'MB propose':>10} {'MB peak':>8}"
    )
    for rows in sizes:
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "TALLYSTICK_DEBUG": "1", "TALLYSTICK_HOME": home}
            environment.pop("TALLYSTICK_DATABASE_URL", None)
            subprocess.run([sys.executable, __file__, "--one", str(rows)], env=environment, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run(int(sys.argv[2]))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
