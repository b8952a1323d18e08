"""What of a registry's problems counts, for whom: files, codes, remarks, a baseline."""
