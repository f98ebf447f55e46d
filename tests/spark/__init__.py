"""Scoring and training where Apache Spark reads the data."""
