"""Lists of customers: who gets a segment, who cannot, what the list is like, who takes it along."""
