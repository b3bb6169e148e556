"""Source to Outline: pieces, headings, boilerplate, contents lists."""
