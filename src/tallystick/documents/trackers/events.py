"""What is met on the way through a tracker, whether it is written in lines or in tables.

Lines and tables are read by different eyes; both say what they saw in these few words, so that plans and assessments are put
together in one place only.
"""

from dataclasses import dataclass

from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Place
from tallystick.judgement import Rating


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a document, plan or theme. `level` is that of the format, 0 where it has none."""

    text: str
    place: Place
    level: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """The column headings of a tracker, such as Ref and Improvement Priority."""

    place: Place


@dataclass(frozen=True, slots=True)
class Named:
    """A priority is named: its reference and its title, which may be empty."""

    reference: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph or list item of narrative. `apart` says that something else stood before it, so that no sentence runs on."""

    text: str
    place: Place
    item: bool = False
    level: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating given on its own, in a cell or after a label. `value` is None where its words are not understood."""

    value: Rating | None
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Closed:
    """A row of a table has ended: what comes next is not about the same priorities."""


Event = Heading | Columns | Named | Told | Rated | Closed | Doubt
