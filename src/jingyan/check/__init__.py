"""Figures and texts to findings an editor must look at."""
