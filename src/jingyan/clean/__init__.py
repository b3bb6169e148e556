"""Cleaning: what is dropped or mended before a text is printed, every change recorded and reversible; nothing is changed in place."""
