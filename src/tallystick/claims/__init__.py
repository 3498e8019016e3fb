"""Numbers in prose: found, related to each other, and checked."""
