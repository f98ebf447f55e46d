"""What would place a customer in another segment, proven by the pipeline itself."""
