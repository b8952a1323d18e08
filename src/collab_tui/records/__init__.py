"""What the registry knows: five kinds of record, their vocabularies and dates. No I/O.

`kinds`, `dates` and `vocabulary` are light; `models` brings in pydantic and is imported
only where records are validated.
"""
