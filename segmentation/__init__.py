"""Customer segments: from a table of customers to segments in plain words.

docs/architecture.md lists the modules in the order the data flows; each imports only
what stands before it.
"""
