"""What views ask of a catalog: small frozen data, counted by sets of agreements."""

FACETS = ("type", "status", "country", "focus", "with", "year", "role", "tag", "person", "source")
"""The fields by whose values views count."""
