"""What can be said of a customer as long as values are missing."""
