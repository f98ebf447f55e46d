"""Delimited text: how it is encoded, how it is written, and the lines that cannot be read."""
