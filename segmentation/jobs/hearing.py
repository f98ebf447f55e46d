"""What a training tells on stderr while it goes on: lines of JSON, and others."""

import json
from contextlib import suppress
from pathlib import Path

TOLD = "told"


class Hearing:
    """What a training tells while it goes on.

    `saved` is {"recipe": …, "version": …} once there is a model, `refused` the sentence where
    there will be none, `kind` that of the error, and `other` lines that are not for programs.
    """

    def __init__(self, folder: Path):
        self._file = (folder / TOLD).open("rb")
        self._half = b""
        self.saved: dict[str, str] | None = None
        self.refused = self.kind = ""
        self.other: list[str] = []

    def news(self) -> dict[str, object] | None:
        """The step that it has told of last, where it has since the last time."""
        *lines, self._half = (self._half + self._file.read()).split(b"\n")
        step = None
        for line in lines:
            message = _message(line)
            if "step" in message:
                step = message
            elif "saved" in message:
                self.saved = message["saved"]
            elif "refused" in message:
                self.refused, self.kind = message["refused"], message["kind"]
            else:
                self.other.append(line.decode(errors="replace"))
        return step

    def close(self) -> None:
        """Listen no more."""
        self._file.close()


def _message(line: bytes) -> dict:
    with suppress(ValueError):
        message = json.loads(line)
        if isinstance(message, dict):
            return message
    return {}
