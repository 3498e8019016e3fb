"""The two councils of the demonstration, loaded through the same actions that people use."""
