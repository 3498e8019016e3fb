"""Measures: definitions, observations in their vintages, targets, and what the collection costs."""
