"""Gold files in, figures out: how well the shipped engines do what they are for. One module a kind of file."""
