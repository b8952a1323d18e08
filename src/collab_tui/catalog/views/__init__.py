"""What views ask of a catalog: small frozen data, counted by sets of agreements."""
