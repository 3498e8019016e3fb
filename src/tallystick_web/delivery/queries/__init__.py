"""Reading what delivery holds, a noun a file."""
