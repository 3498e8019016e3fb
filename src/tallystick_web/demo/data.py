"""Reading the demonstration's data files, which are there to be read by people too: TOML for what has words, CSV for figures.

Every file says at its head where its contents come from. What is not said by a source is marked illustrative, row by row.
"""

import csv
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
# Counted up when the data change, so that an installation can say that newer ones are to be had.
VERSION = 5
COUNCILS = ("leeds", "harborough")

Table = dict[str, Any]


def table(council: str, name: str) -> Table:
    """One TOML file of a council."""
    return tomllib.loads((DATA / council / f"{name}.toml").read_text(encoding="utf-8"))


def measures(council: str) -> list[Table]:
    """The measures of all of a council's measure files; each knows the source of its file where it states none."""
    found = []
    for path in sorted((DATA / council / "measures").glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [{"stated_in": file["source"], **measure} for measure in file["measures"]]
    return found


def published(council: str) -> list[dict[str, str]]:
    """Official figures, one a row, each with its source and licence."""
    with (DATA / council / "published.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def challenges(council: str) -> list[Table]:
    """The challenges of a council that had any."""
    return list(table(council, "challenges")["challenges"]) if (DATA / council / "challenges.toml").exists() else []
