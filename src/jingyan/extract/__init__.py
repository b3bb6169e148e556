"""Figures, measures, initiatives, citations and problems told in a text."""
