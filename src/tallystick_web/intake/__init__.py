"""Uploaded documents and spreadsheets become proposals; a named person accepts them; the app that owns a record writes it."""
