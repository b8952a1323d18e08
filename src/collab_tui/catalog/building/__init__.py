"""Registry files → the rows of a catalog, all at first, and later those that changed."""
