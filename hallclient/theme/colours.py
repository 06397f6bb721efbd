"""The colours: few, of high contrast, and each with a sign beside it wherever it means something.

Every colour is one of the 256 that old terminals have, so that nothing is rounded there.
"""

from __future__ import annotations

from textual.theme import Theme

HALL = Theme(
    name="hall",
    primary="#5fafd7",
    secondary="#5fafaf",
    warning="#ffd75f",
    error="#ff8787",
    success="#87d787",
    accent="#ffd75f",
    foreground="#eeeeee",
    background="#1c1c1c",
    surface="#262626",
    panel="#303030",
    dark=True,
    text_alpha=1.0,
    variables={
        "bar": "#005f87",
        "on-bar": "#ffffff",
        "faint": "#a8a8a8",
        "due": "#ffd75f",
        "alarm": "#af0000",
        "input-cursor-background": "#eeeeee",
        "input-cursor-foreground": "#1c1c1c",
        "input-selection-background": "#005f87",
        "block-cursor-background": "#005f87",
        "border": "#5fafd7",
        "border-blurred": "#626262",
    },
)
