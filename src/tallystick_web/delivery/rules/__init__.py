"""Who may do what to delivery's records in their present state, and if not why not."""
