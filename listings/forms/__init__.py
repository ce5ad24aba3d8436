"""What members type in."""
