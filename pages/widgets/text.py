"""Text of the library and of the data, shown as it is."""

import re


def plain(text: str) -> str:
    """`text` with all that Markdown would read as markup escaped: "$" most of all."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
