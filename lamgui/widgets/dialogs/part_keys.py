"""The keys of the parts of the window: what each does while the part has the focus."""

from __future__ import annotations

KeyTable = tuple[str, tuple[tuple[str, str], ...]]
"""A heading, and below it keys with what they do."""

WHILE_A_PICTURE_HAS_THE_FOCUS = "The window, while a picture has the focus"

KEYS_OF_PARTS: tuple[KeyTable, ...] = (
    (
        "Pictures",
        (
            ("Left, Right, Up, Down", "move the patch by 1 SR pixel"),
            ("Shift+Left, Shift+Right, Shift+Up, Shift+Down", "move it by 10"),
            ("Return", "show the cell in focus alone, or all again"),
            ("PgUp, PgDown", "scroll the cells, where there are too many"),
        ),
    ),
    (
        WHILE_A_PICTURE_HAS_THE_FOCUS,
        (
            ("Tab", "fold the rail at the left, or bring it back"),
            ("Ctrl+Tab, Shift+Tab", "move the focus on, or back"),
        ),
    ),
    (
        "Two pictures in one place",
        (
            ("Space", "hold it to flick to the other"),
            ("Left, Right", "move the line of the split"),
        ),
    ),
    (
        "Head of a cell",
        (
            ("Space", "put the cell in focus"),
            ("Return", "show it alone, or all again"),
            ("Alt+Up, Alt+Down", "move it before or behind the next one"),
            ("Del", "hide it"),
        ),
    ),
    (
        "Curves",
        (
            ("Left, Right", "move the α cursor by 0.01"),
            ("Shift+Left, Shift+Right", "move it by 0.1"),
            ("Ctrl+Left, Ctrl+Right", "move it from node to node"),
            ("Home, End", "go to baseline or input"),
            ("+, -", "zoom in or out about the cursor"),
            ("Return", "show the whole path"),
        ),
    ),
    (
        "Contrast bar",
        (
            ("Left, Right", "move the upper limit, with Shift the lower one"),
            ("Up, Down", "change the gamma"),
            ("Home", "go back to the usual contrast"),
        ),
    ),
    (
        "Networks",
        (
            ("Up, Down", "go to another network; one that is ticked gets the focus, and none is run"),
            ("Ctrl+Up, Ctrl+Down", "go to another and leave the focus where it is"),
            ("Return", "choose the network at the keys, and run it where it has no map"),
            ("Shift+Up, Shift+Down", "select several"),
            ("Space", "tick the network at the keys, or all that are selected"),
            ("F2", "rename one of yours"),
            ("Del", "take those selected off the list"),
        ),
    ),
    ("Table", (("Alt+Up, Alt+Down", "move the row"),)),
    ("List of pictures", (("Left, Right", "open the picture beside"),)),
    ("Along the path", (("Space, Return", "put the α cursor at this frame"),)),
    ("Bookmarks", (("Del", "remove the bookmark"),)),
)
