"""How fast files are read: the real tracker, a PDF of 200 pages with tables, and a CSV of 100,000 rows.

    python benchmarks/reading.py

Prints a line for each with its limit, and ends with status 1 where one is missed. Memory is the peak of the process that did the
reading: for the PDF that of its own process, for the CSV that of a fresh one.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tallystick import documents

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
PAGES = 200
ROWS = 100_000

PDF = """
#set page(header: [Overall summaries], footer: context counter(page).display())
#set text(size: 10pt)
#for number in range(int(sys.inputs.pages)) [
  = Priority #number
  *ENV-#number;a Improve the streets.* #lorem(300)

  - #lorem(30)
  - #lorem(20)

  #table(columns: 5, ..range(60).map(cell => [#(cell * number)]))
  #pagebreak(weak: true)
]
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        results = [real_tracker(), command(), long_pdf(Path(folder)), long_csv(Path(folder))]
    return int(not all(results))


def report(what: str, seconds: float, limit: float, megabytes: float | None = None, most: float | None = None) -> bool:
    """One line; whether it is within its limits."""
    memory = "" if megabytes is None else f", {megabytes:,.0f} MB" + (f" (limit {most:,.0f} MB)" if most else "")
    within = seconds <= limit and (most is None or megabytes is None or megabytes <= most)
    print(f"{'ok  ' if within else 'SLOW'} {what}: {seconds:.3f} s (limit {limit:g} s){memory}")
    return within


def real_tracker() -> bool:
    """Read and recognise, best of five, in this process."""
    path = next(SEEDS.glob("001*.txt"), None)
    if path is None:
        print("skip  the real tracker is not on this machine")
        return True
    documents.recognise(documents.read(path))
    return report("the Leeds tracker, read and recognised", min(timed(path) for _ in range(5)), 0.2)


def command() -> bool:
    """The whole process, from the shell to the last line."""
    path = next(SEEDS.glob("001*.txt"), None)
    if path is None:
        return True
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tallystick.cli", "read", str(path)], check=True, capture_output=True)
    return report("the same as a command", time.perf_counter() - started, 0.5)


def timed(path: Path) -> float:
    started = time.perf_counter()
    documents.recognise(documents.read(path))
    return time.perf_counter() - started


def long_pdf(folder: Path) -> bool:
    import typst

    source, path = folder / "long.typ", folder / "long.pdf"
    source.write_text(PDF, encoding="utf-8")
    typst.compile(source, output=path, sys_inputs={"pages": str(PAGES)})
    seconds, megabytes, document = in_fresh_process(path)
    return report(f"a PDF, {document}", seconds, 10, megabytes, 300)


def long_csv(folder: Path) -> bool:
    path = folder / "observations.csv"
    lines = [
        f"M{row % 2_000},Measure {row % 2_000},Q{row % 4 + 1} {2000 + row // 8_000}/{row // 8_000 + 1:02},{row}.5"
        for row in range(ROWS)
    ]
    path.write_text("\n".join(["reference,title,period,value", *lines]), encoding="utf-8")
    seconds, megabytes, document = in_fresh_process(path)
    return report(f"a CSV of {ROWS:,} rows, {document}", seconds, 10, megabytes)


def in_fresh_process(path: Path) -> tuple[float, float, str]:
    """Seconds to read and recognise, the peak of memory, and what was read."""
    done = subprocess.run([sys.executable, __file__, str(path)], check=True, capture_output=True, text=True)
    seconds, megabytes, what = done.stdout.strip().split(" ", 2)
    return float(seconds), float(megabytes), what


def one(path: Path) -> None:
    started = time.perf_counter()
    document = documents.read(path)
    result = documents.recognise(document)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if document.format == "pdf" else own_peak()
    pages = f"{document.pages} pages, " if document.pages else ""
    print(seconds, peak / 1024, f"{pages}read as {result.kind}")


def own_peak() -> int:
    """In kilobytes. Linux starts the counter of `getrusage` at the parent's peak; this one it does not."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(Path(sys.argv[1]))
    else:
        sys.exit(main())
