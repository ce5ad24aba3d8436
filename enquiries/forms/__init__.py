"""What members and chambers type in."""
