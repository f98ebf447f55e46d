"""Text of the library and of the data, shown as it is."""

import re


def plain(text: str) -> str:
    """`text` with all that Markdown would read as markup escaped: "$" most of all."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def label(text: str) -> str:
    """`text` as the label of a field: escaped only where Markdown would change it.

    Labels are also read aloud, backslashes and all.
    """
    return plain(text) if re.search(r"[*_`~\\<\[\]:#|]|\$.*\$", text) else text
