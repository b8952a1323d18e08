"""Programs that the benchmarks run, each in a process of its own."""
