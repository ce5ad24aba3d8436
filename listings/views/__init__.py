"""What readers and members see of offers and demands."""
