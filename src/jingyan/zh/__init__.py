"""Facts about written Chinese (numerals, punctuation, dates, names); no I/O."""
