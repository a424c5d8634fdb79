"""The data source for Spark: its options, what it reads, and its stream."""
