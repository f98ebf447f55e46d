"""What the commands at the top level share: their options and what they print."""
