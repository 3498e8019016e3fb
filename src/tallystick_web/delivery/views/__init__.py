"""The pages of delivery, a noun a file."""
