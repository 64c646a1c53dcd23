"""JSON that may stand in a `<script>` of data. Such a script is never run, but HTML looks for its end all the same."""

import json
import re

from markupsafe import Markup

# What could end the script or begin a comment in it, what older scripts took for line ends, and halves of characters.
_RISKY = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


class ScriptData(Markup):
    """JSON in which no character means anything to HTML. Only `script_data` makes it."""


def script_data(value: object) -> ScriptData:
    """The value as JSON, every risky character in it written as JSON's own escape, so that it reads the same."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return ScriptData(_RISKY.sub(lambda match: f"\\u{ord(match[0]):04x}", written))
