"""A measure as it is read: its latest value with its comparisons, its company, its outlook, and what it says as evidence.

Made from rows that queries have loaded, by the library; every page, editor and report that speaks of a measure says the same because
all say it from here.
"""
