"""Which of a registry's problems count: by files, codes, comments and a baseline."""
