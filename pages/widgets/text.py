"""Text of the library and of the data, shown as it is."""

import re

# What Markdown would read as markup: "$" most of all.
MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
# What is drawn as something else although it is escaped: addresses and e-mail addresses become
# links, "->" an arrow, ":streamlit:" a picture. It is parted where a "|" stands here:
# ":/|/", "www|.", "|@", ":m|aterial_", ":s|treamlit:", "-|> ".
DRAWN = re.compile(
    r"(?<=:/)(?=/)|(?<=www)(?=\.)|(?=@)|(?<=:m)(?=aterial_)|(?<=:s)(?=treamlit:)"
    r"|(?<=[-<>~])(?=[-=>]+(?:\s|$))",
    re.IGNORECASE,
)
# Nothing, in small letters.
APART = ":small[]"
LINE_BREAK = re.compile(r"\s*[\r\n]\s*")


def plain(text: str) -> str:
    """`text` such that Markdown shows it letter by letter."""
    parts = DRAWN.split(LINE_BREAK.sub(" ", text))
    return APART.join(MARKUP.sub(r"\\\1", part) for part in parts)


def label(text: str) -> str:
    """`text` as the label of a field: escaped only where Markdown would change it.

    Labels are also read aloud, backslashes and all.
    """
    changes = re.search(r"[*_`~\\<\[\]:#|\r\n]|\$.*\$", text) or DRAWN.search(text)
    return plain(text) if changes else text
