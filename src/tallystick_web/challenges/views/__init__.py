"""The pages of challenges: what was said, what is answered, what came of it."""
