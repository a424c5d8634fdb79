"""What is run while developing."""
