"""A registry in the forms that other programs read: tables, graphs, calendars, references."""
