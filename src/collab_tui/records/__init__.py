"""The data of the registry: five kinds of record, their vocabularies and dates. No I/O.

`kinds`, `dates` and `vocabulary` load fast. `models` loads pydantic, so it is imported only where
records are validated.
"""
