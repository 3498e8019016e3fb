"""Parsing what is typed about measures, a noun a file."""
