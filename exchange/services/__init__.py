"""What is done with meeting exchanges."""
