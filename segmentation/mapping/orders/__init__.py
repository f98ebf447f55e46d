"""What a table of orders means: its columns' roles, what a row is, which statuses count."""
