"""What is printed for a meeting exchange: PDF/UA by typst, in German, Czech or both."""
