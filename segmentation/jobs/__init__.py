"""Trainings started from the app: the line they wait in, and who works it off.

In comes what somebody wants trained, out comes what becomes of it. Everything is in the folder
of models, in `.line/`, and whole or not there at all; what does the training is `train.py`, in a
process of its own, which this room starts and never imports.

May import: errors, disk, processes, models.
"""
