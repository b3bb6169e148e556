"""Select, order and group pieces into a VolumePlan, and their printed bodies; no file format."""
