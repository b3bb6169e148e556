"""Copied text between pieces: seeds, candidates, alignments, clusters, substitutions."""
