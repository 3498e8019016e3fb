"""How Tallystick looks and speaks: base templates, components, template tags. Presentation only; it knows no records."""
