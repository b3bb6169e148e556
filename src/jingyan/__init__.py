"""jingyan 经验: compile collected Chinese official reports into a finished volume.

The verbs of the command line as functions over plain data; `jingyan.app.verbs` documents them. Heavy libraries are imported when a verb runs.
"""

# Two rooms bear the name of a verb. Binding the rooms first and the verbs after them makes `jingyan.segment(text)` the
# verb, while `from jingyan.segment.… import …` goes on finding the room (the import system looks in sys.modules).
import jingyan.check
import jingyan.segment  # noqa: F401
from jingyan.app.verbs import (
    check,
    compare,
    compile_volume,
    contents,
    figures,
    measures,
    read,
    segment,
)
from jingyan.model.version import VERSION as __version__  # noqa: N811 - the name Python packages carry

__all__ = ["__version__", "check", "compare", "compile_volume", "contents", "figures", "measures", "read", "segment"]
