"""The Django application over the `tallystick` library: people, records, pages."""
