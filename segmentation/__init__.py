"""Customer segments: from a table of customers to segments in plain words.

The library is a house of rooms along the way the data goes. Each room's `__init__` says what
it owns, what comes in and what goes out, and which rooms it may import; a test reads that.
docs/architecture.md walks through them.
"""
