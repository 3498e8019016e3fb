"""What the council promised: plans, their themes, and the priorities in them."""
