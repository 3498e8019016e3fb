"""Parsing what is typed about delivery, a noun a file."""
