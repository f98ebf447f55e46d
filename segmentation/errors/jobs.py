"""Trainings started from the app that came to nothing: what its line says of them."""

from segmentation.errors.kinds import SegmentationError


class TrainingEndedBySystem(SegmentationError):
    def __init__(self) -> None:
        super().__init__(
            "The training was ended by the system, most likely because memory ran out. Try with "
            "fewer rows, or ask whoever looks after this server."
        )


class TrainingInterrupted(SegmentationError):
    def __init__(self) -> None:
        super().__init__(
            "The server was stopped twice while this was being trained, so it was given up. Start "
            "it again; should that not help, ask whoever looks after this server."
        )


class TrainingFault(SegmentationError):
    def __init__(self) -> None:
        super().__init__(
            "The training ended with a fault of this program, not of your data. Whoever looks "
            "after this server finds it in the log of the trainings."
        )


class TrainingNotBegun(SegmentationError):
    def __init__(self, error: OSError):
        reason = (error.strerror or str(error)).lower()
        super().__init__(
            f"The training could not begin: {reason}. Ask whoever looks after this server."
        )


class FilesNotKept(SegmentationError):
    def __init__(self, error: OSError):
        reason = (error.strerror or str(error)).lower()
        super().__init__(
            f"The model is there, but the file could not be kept for the next time: {reason}."
        )


class TrainingStopped(SegmentationError):
    def __init__(self) -> None:
        super().__init__("Stopped before it was done. Nothing of it was kept.")
