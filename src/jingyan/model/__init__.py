"""The project's plain data: frozen dataclasses over the standard library; no behaviour beyond small derived properties."""
