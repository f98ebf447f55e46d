"""What pages, notes and summaries show: tables, charts and sentences.

In come cards, models, answers and counts; out come tables for the screen, Plotly figures and
texts. Nothing is fitted, and no list is scored.

May import: words, card, recipes, segments, models, looking, jobs, answering, scoring.
"""
