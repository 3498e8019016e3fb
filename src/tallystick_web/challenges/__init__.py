"""External challenges of the council and what they recommended, kept in their own words."""
