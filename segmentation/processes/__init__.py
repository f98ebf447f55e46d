"""Work on a stranger's file in a process of its own, within limits of memory and time.

In goes the name of a function and JSON, out comes JSON or the error that the user reads. What
is done in there belongs to other rooms, which this one never imports.

May import: errors.
"""
