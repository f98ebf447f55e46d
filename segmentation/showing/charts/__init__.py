"""Tables in, Plotly figures out; nothing is computed here."""
