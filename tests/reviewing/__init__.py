"""Tests of what is decided about an article."""
