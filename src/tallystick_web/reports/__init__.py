"""The overall summaries of a round, as a page and as a tagged PDF."""
