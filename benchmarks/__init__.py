"""What is slow is measured here, beside a named alternative in the same run."""
