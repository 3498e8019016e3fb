"""Tables of measures, as councils keep them: one row a value, or one row a measure and one column a period.

Officers do not write for a parser. The header may stand below a title, in two rows, or again on each page, and every council has its
own names for the columns (`names.py` lists them). What is not understood is a doubt that names the cell and the remedy, and the rest
of its row is kept: a table of a thousand rows must not be refused for one of them.
"""

from tallystick.documents.measures.model import Comparator, MeasureRow, MeasureTable
from tallystick.documents.measures.tables import recognise

__all__ = ["Comparator", "MeasureRow", "MeasureTable", "recognise"]
