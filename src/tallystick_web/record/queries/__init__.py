"""What each page shows, read in a number of queries that does not grow with the rows. One page a module."""
