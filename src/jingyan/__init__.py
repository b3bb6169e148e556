"""jingyan 经验: compile collected Chinese official reports into a finished volume."""

__version__ = "0.1.0"
