"""TOML files → records and problems with positions."""
