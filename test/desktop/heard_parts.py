# SPDX-License-Identifier: MIT
"""What is heard of a session, as LIMBER_VOICE=record:FILE writes it."""


def shrugs_heard():
    """A whole session of shoulder shrugs."""
    full = ["tone in", "say Breathe in and lift.", "tone hold", "say Hold.",
            "tone out", "say Let go and breathe out.", "tone hold", "say Rest"]  # fmt: skip
    short = ["tone in", "say Lift", "tone hold", "say Hold", "tone out", "say Let go", "tone hold", "say Rest"]
    return [
        "say Shoulder shrugs. Sit or stand, feet flat, back straight, arms hanging.",
        *(2 * full + 5 * short),
        *["tone in", "say Last one. Lift", *short[2:]],
        *["tone done", "say That is all. Well done."],
    ]


def heard(path):
    """What it was opened with, what was heard, and whether it was closed."""
    opened, *lines, closed = path.read_text().splitlines()
    assert closed == "close", closed
    return opened, lines
