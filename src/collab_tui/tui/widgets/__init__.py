"""The explorer's widgets, one idea a file."""
