"""Every write of delivery, a noun a file."""
