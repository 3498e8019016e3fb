"""The Django application over the `tallystick` library: people, records, pages."""

from importlib.util import find_spec

# Said here, once: the commands load what they need only when they run, and would otherwise be offered and then fail in the middle.
if find_spec("django") is None:
    raise ImportError("tallystick_web needs tallystick[web].")
