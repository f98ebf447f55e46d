"""A model as the text of one SQL query, in six dialects."""
