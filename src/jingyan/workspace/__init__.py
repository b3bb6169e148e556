"""The workspace folder and its SQLite file; the only room that writes SQL."""
