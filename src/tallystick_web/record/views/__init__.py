"""Pages that are read, a module a part of the record."""
