"""Councils, their directorates, services and areas, and who holds which role in which council."""
