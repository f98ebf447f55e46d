"""Several tables of one source, joined by the ids they share: lines, orders, customers."""
