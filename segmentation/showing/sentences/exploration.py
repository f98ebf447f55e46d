"""What *Explore the data* is, for who sees it for the first time."""

LOOKING_AT = (
    "This page is about the data before segments: how customers spread on each feature, which "
    "features go together, and what is missing or unusual.",
    "Look at it to judge whether the data is fit for finding groups: long tails, gaps and features "
    "that say the same all shape what comes out.",
    "How segments differ is on Profiles.",
)
LEFT_OUT = (
    "What this page shows was left out when this model was trained. Train it again without "
    "--no-evidence, and it appears here."
)
