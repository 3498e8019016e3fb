"""Rounds, and the assessments that people give in them."""
