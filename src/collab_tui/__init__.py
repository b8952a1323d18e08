"""Explore who works with whom in health: institutions, agreements, focus areas."""

__version__ = "0.1.0"
