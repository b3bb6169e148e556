"""Traditional and simplified script: detection, folding with origins, conversion with recorded repairs."""
