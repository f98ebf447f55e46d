"""What somebody's file is, before anything is trained on it, and what they correct of that.

In comes a file, a folder or an address, and what was corrected; out comes in words what a row is,
how many customers and orders there are and what they add up to, what each column is taken for,
what goes out and why, and the mapping that a training can be started with. It never fits.

May import: steps, card, errors, recipes, processes, sources, customers, mapping.
"""
