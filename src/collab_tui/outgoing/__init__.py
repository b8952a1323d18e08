"""A registry as files: documents for people, and tables, graphs, calendars for other programs."""
