"""Written lines of furniture and text, to learn from."""
