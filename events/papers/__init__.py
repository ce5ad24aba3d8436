"""What is printed for an event: PDF/UA by typst, in German, Czech or both."""
