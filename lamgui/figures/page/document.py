"""A page in one HTML file: values, style and script lie inside, and it may ask nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from string import Template
from typing import Any

from lamgui.files.shipped import resources_folder


def document(
    template: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    title: str,
    values: Mapping[str, Any],
    recipe: str = "",
) -> str:
    """The HTML of a template of `resources/page` with these style sheets and scripts, in the order of their needs.

    `values` are what the script shows, `recipe` is JSON that stands in the page as it is.
    """
    folder = resources_folder() / "page"
    style = "\n".join((folder / name).read_text(encoding="utf-8") for name in styles)
    script = "\n".join(['"use strict";', *((folder / name).read_text(encoding="utf-8") for name in scripts)])
    return Template((folder / template).read_text(encoding="utf-8")).substitute(
        policy=_policy(style, script),
        title=html.escape(title.encode("utf-8", "replace").decode("utf-8")),
        style=style,
        script=script,
        recipe=_inside_html(recipe),
        data=_inside_html(json.dumps(values)),
    )


def _policy(style: str, script: str) -> str:
    """Pictures come from the page itself; no script or style but its own is run, and no address is asked."""
    style_hash, script_hash = (_source_hash(text) for text in (style, script))
    return (
        f"default-src 'none'; img-src data:; style-src {style_hash}; script-src {script_hash}; "
        "base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _inside_html(text: str) -> str:
    """JSON that no part of can end the element that holds it; it stays the same JSON."""
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
