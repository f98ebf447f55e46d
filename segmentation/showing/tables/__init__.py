"""A model's numbers as the tables that charts draw and pages show. Nothing is fitted here."""
