"""`python -m jingyan` is the `jingyan` command."""

from jingyan.cli.main import run

if __name__ == "__main__":
    run()
