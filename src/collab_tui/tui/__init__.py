"""The explorer: a Textual app over the catalog."""
