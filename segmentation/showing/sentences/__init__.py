"""A model's evidence, methods and changes as a person would say them."""
