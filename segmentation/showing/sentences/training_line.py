"""Trainings that wait, run or are over, in words."""

from segmentation.jobs.job import Job


def state_told(job: Job, before: int) -> str:
    """What becomes of a training now; `before` is how many stand before it."""
    if job.state == "waiting":
        others = "one other training" if before == 1 else f"{before} other trainings"
        return f"Waiting for {others}." if before else "It begins in a moment."
    if job.state == "running":
        return f"{job.step or 'Beginning'}. {time_left(job.seconds_left)}".strip()
    if job.state == "done":
        return f"Done. The segments are there. {job.sentence}".strip()
    return job.sentence


def time_left(seconds: float | None) -> str:
    """How long it still takes, as people say it; nothing where that is not known yet."""
    if seconds is None:
        return ""
    if seconds < 10:
        return "A few seconds left."
    if seconds < 90:
        return f"About {round(seconds / 10) * 10} seconds left."
    return f"About {round(seconds / 60)} minutes left."
