"""The desk: one entry in, one answer out. Knows no terminal."""
