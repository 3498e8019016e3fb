"""The append-only log of what was done, by whom, to what, when. Holds labels and identifiers, no foreign keys."""
