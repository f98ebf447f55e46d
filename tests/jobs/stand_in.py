"""Stands in for train.py: ends in the way that its recipe names, without any training."""

import json
import os
import signal
import sys
import time
from pathlib import Path

recipe, data = sys.argv[1], sys.argv[2].removeprefix("--data=")
known = dict(zip(sys.argv[3::2], sys.argv[4::2]))
models, job = Path(known["--models"]), known["--job"]
way = Path(recipe).read_text() if recipe.endswith(".toml") else recipe


def tell(**message):
    print(json.dumps(message), file=sys.stderr, flush=True)


def save():
    folder = models / "shop"
    folder.mkdir(exist_ok=True)
    version = f"{len(list(folder.iterdir())) + 1:04}"
    (folder / version).mkdir()
    (folder / version / "card.json").write_text(json.dumps({"job": job, "arguments": sys.argv[1:]}))
    return {"recipe": "shop", "version": version}


tell(step="Opening the data", share=0.0, seconds=0.0, seconds_left=None)
print("a warning of a library", file=sys.stderr)
tell(step="Reading and cleaning", share=0.25, seconds=1.0, seconds_left=3.0)
unfinished = models / ".unfinished" / f"{job}-1"
unfinished.mkdir(parents=True)
match way:
    case "good":
        unfinished.rmdir()
        saved = save()
        tell(step="Saving the model", share=1.0, seconds=4.0, seconds_left=0.0)
        tell(saved=saved)
    case "saves in silence":
        save()
        os.kill(os.getpid(), signal.SIGKILL)
    case "saves and waits":
        save()
        time.sleep(60)
    case "refuses":
        tell(refused=f'the file "{data}" is empty', kind="EmptySource")
        sys.exit(1)
    case "loses a process":
        tell(refused="A process was ended. Train with --no-evidence.", kind="WorkEnded")
        sys.exit(1)
    case "is killed":
        os.kill(os.getpid(), signal.SIGKILL)
    case "takes all memory":
        raise MemoryError
    case "is at fault":
        raise ZeroDivisionError("of this program")
    case "waits":
        time.sleep(60)
