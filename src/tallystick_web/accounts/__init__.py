"""People, and how they sign in. What they may do is told by the roles they hold in a council (`councils`)."""
