"""Attacks on the program: each part does one sort of harm, and says what must hold all the same.

``python -m tests.hostile --minutes 6 --seed 1`` attacks for that long, and keeps what failed. The
tests of the suite do the same with few rounds and one seed.
"""
