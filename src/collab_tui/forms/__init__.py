"""Forms: the table of a record as rows of declared fields, edited row by row. No screen."""
