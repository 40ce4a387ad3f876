"""What people decided, with the scores of that moment, in; how good flags are and what would make them better, out."""
