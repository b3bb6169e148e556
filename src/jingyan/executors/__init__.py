"""How work is run: in series, in processes, or by an office program."""
