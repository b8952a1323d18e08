"""What changed in a registry, between revisions of git and over time."""
