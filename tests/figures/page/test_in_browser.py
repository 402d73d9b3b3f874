"""The page in a real browser: every control works, maps have the colours of the screen, and nothing is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lamgui.base.arrays import Floats
from lamgui.figures.layouts.pictures import common_peak
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.contrast import contrast_from
from lamgui.figures.pixels.map_picture import coloured_map, overlaid_map
from lamgui.figures.pixels.render import COLOUR_MAPS
from lamgui.figures.recipe import recipe_of
from lamgui.figures.write import write_figure
from lamgui.imaging.picture import Pixels
from lamgui.maps.result import Analysis
from tests.browser.chromium import Chromium, found
from tests.figures.page.pages import HOSTILE, hostile, pixels_of, restored

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(found() is None, reason="needs a browser: apt-get install chromium"),
]
Open = Callable[..., Chromium]
ARROW_LEFT, ARROW_RIGHT, END, TAB = ("ArrowLeft", 37), ("ArrowRight", 39), ("End", 35), ("Tab", 9)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    chromium = Chromium(tmp_path_factory.mktemp("profile"))
    yield chromium
    chromium.close()


@pytest.fixture
def opened(browser: Chromium, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of maps; at the end nothing was written on the console, and nothing but the page was asked for."""
    path = tmp_path / "page é.html"

    def open_page(analyses: tuple[Analysis, ...] = (), **options: object) -> Chromium:
        write_figure(analyses or restored(), FigureOptions(**options), path)  # type: ignore[arg-type]
        browser.console.clear()
        browser.requests.clear()
        browser.set_size(1100, 900)
        browser.set_dark(False)
        browser.open(path)
        return browser

    yield open_page
    browser.run("0")
    assert browser.console == []
    assert browser.requests == [path.as_uri()]


def choose(browser: Chromium, name: str, value: object) -> None:
    """As the reader does: the control has a value, and says so."""
    ticks = isinstance(value, bool)
    browser.run(
        f"(() => {{ const one = document.getElementById('{name}');"
        f"one.{'checked' if ticks else 'value'} = {json.dumps(value if ticks else str(value))};"
        "for (const event of ['input', 'change']) one.dispatchEvent(new Event(event, {bubbles: true})); })()"
    )


def choose_word(browser: Chromium, name: str, word: str) -> None:
    """In a list, by what it says."""
    words = browser.run(f"[...document.getElementById('{name}').options].map((one) => one.textContent)")
    choose(browser, name, words.index(word))


def text(browser: Chromium, name: str) -> str:
    return str(browser.run(f"document.getElementById('{name}').textContent"))


def middle(browser: Chromium, selector: str) -> tuple[float, float, float]:
    """Left, vertical middle and width of an element that is scrolled to."""
    browser.run(f"document.querySelector({selector!r}).scrollIntoView({{block: 'center', behavior: 'instant'}})")
    place = browser.run(
        f"(() => {{ const r = document.querySelector({selector!r}).getBoundingClientRect();"
        "return [r.left, r.top + r.height / 2, r.width]; })()"
    )
    return place[0], place[1], place[2]


def shown_maps(browser: Chromium) -> list[Pixels]:
    """The pixels of the canvases."""
    found = browser.run("[...document.querySelectorAll('#map-cards canvas')].map((canvas) => canvas.toDataURL())")
    return [pixels_of(uri) for uri in found]


def differs(shown: Pixels, wanted: Pixels) -> int:
    return int(np.abs(shown.astype(int) - wanted).max())


LOOKS = [
    {},
    {"colour_map": "inferno", "contrast": "linear", "opacity": 1.0},
    {"colour_map": "viridis", "contrast": "log@0.05-0.8", "opacity": 0.4},
    {"colour_map": "grey", "contrast": "gamma:2.5@0.1-1", "common_scale": True},
    {"colour_map": "turbo", "contrast": "percentile:95", "signed": True},
    {"colour_map": "paper", "contrast": "percentile:99.95", "common_scale": True},
]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_maps_have_the_colours_of_the_screen(opened: Open, look: dict[str, object]) -> None:
    wanted = {**look, **({"contrast": contrast_from(str(look["contrast"]))} if "contrast" in look else {})}
    options = FigureOptions(**wanted)  # type: ignore[arg-type]
    browser = opened(**wanted)
    peak = common_peak(restored(), options)
    for shown, one in zip(shown_maps(browser), restored(), strict=True):
        assert differs(shown, overlaid_map(one.pictures.lr, one.signed, options, peak)) == 0
    choose(browser, "over-input", False)
    for shown, one in zip(shown_maps(browser), restored(), strict=True):
        assert differs(shown, coloured_map(one.signed, options, peak)) == 0


def test_every_control_of_the_maps_changes_them_as_python_does(opened: Open) -> None:
    browser, options = opened(), FigureOptions()
    changes: list[tuple[str, object, dict[str, object]]] = [
        ("contrast-kind", "log", {"contrast": "log"}),
        ("contrast-kind", "linear", {"contrast": "linear"}),
        ("low", "5", {"contrast": "linear@0.05-1"}),
        ("high", "80", {"contrast": "linear@0.05-0.8"}),
        ("contrast-kind", "percentile", {"contrast": "percentile:99@0.05-0.8"}),
        ("percentile", "90.5", {"contrast": "percentile:90.5@0.05-0.8"}),
        ("contrast-kind", "gamma", {"contrast": "gamma:0.35@0.05-0.8"}),
        ("gamma", "1.5", {"contrast": "gamma:1.5@0.05-0.8"}),
        ("opacity", "55", {"opacity": 0.55}),
        ("common-scale", True, {"common_scale": True}),
    ]
    for number, name in enumerate(COLOUR_MAPS):
        changes.append(("colours", number, {"colour_map": name}))
    changes.append(("signed", True, {"signed": True}))
    for control, value, change in changes:
        choose(browser, control, value)
        looks = {key: contrast_from(str(one)) if key == "contrast" else one for key, one in change.items()}
        options = replace(options, **looks)  # type: ignore[arg-type]
        peak = common_peak(restored(), options)
        for shown, one in zip(shown_maps(browser), restored(), strict=True):
            assert differs(shown, overlaid_map(one.pictures.lr, one.signed, options, peak)) == 0, (control, value)
    assert text(browser, "gamma-words") == "1.50"
    assert text(browser, "low-words") == "5 %"
    choose(browser, "low", "90")
    assert text(browser, "high-words") == "91 %", "the limits stay apart"
    choose(browser, "outline", True)
    lines = "[...document.querySelectorAll('.area')].map((one) => getComputedStyle(one).display)"
    assert set(browser.run(lines)) == {"inline"}
    browser.run("document.getElementById('looks-reset').click()")
    assert set(browser.run(lines)) == {"none"}
    for shown, one in zip(shown_maps(browser), restored(), strict=True):
        assert differs(shown, overlaid_map(one.pictures.lr, one.signed, FigureOptions())) == 0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 0.0])
def test_values_that_are_not_finite_and_maps_of_zeros_are_shown_as_in_python(opened: Open, value: float) -> None:
    lam: Floats = restored()[0].lam.copy()
    lam[:, 3:5, 4:9] = value
    if value == 0:
        lam[:] = 0
    one = replace(restored()[0], lam=lam)
    (shown,) = shown_maps(opened((one,)))
    assert differs(shown, overlaid_map(one.pictures.lr, one.signed, FigureOptions())) == 0


def test_maps_of_float64_are_not_rounded(opened: Open) -> None:
    lam = np.random.default_rng(1).normal(size=restored()[0].lam.shape)
    one = replace(restored()[0], lam=lam)
    (shown,) = shown_maps(opened((one,)))
    assert differs(shown, overlaid_map(one.pictures.lr, one.signed, FigureOptions())) == 0


def test_the_divider_follows_mouse_finger_and_keys(opened: Open) -> None:
    browser = opened()
    clip = "document.getElementById('compare-left-layer').style.clipPath"
    assert browser.run(clip) == "inset(0px 50% 0px 0px)"
    left, y, width = middle(browser, "#compare-view")
    browser.drag(left + width / 2, y, left + width / 4)
    assert browser.run(clip) == "inset(0px 75% 0px 0px)"
    browser.run("document.getElementById('compare-position').focus()")
    browser.press(*ARROW_RIGHT)
    assert browser.run(clip) == "inset(0px 74.5% 0px 0px)"
    browser.press(*END)
    assert browser.run(clip) == "inset(0px 0% 0px 0px)"
    browser.set_size(400, 800, touch=True)
    left, y, width = middle(browser, "#compare-view")
    browser.swipe(left + width * 0.9, y, left + width / 2)
    assert browser.run(clip) == "inset(0px 50% 0px 0px)"


def test_any_two_pictures_are_compared_and_the_patch_is_enlarged(opened: Open) -> None:
    browser = opened()
    assert text(browser, "compare-words") == "HR at the left, SR, FSRCNN (lamgui) at the right"
    choose_word(browser, "compare-left", "SR, EDSR (lamgui)")
    choose_word(browser, "compare-right", "SR, FSRCNN (lamgui)")
    choose_word(browser, "compare-right", "Input, LR")
    assert text(browser, "compare-words") == "SR, EDSR (lamgui) at the left, Input, LR at the right"
    sizes = (
        "[...document.querySelectorAll('.layer img')].map((one) => [one.naturalWidth, one.naturalHeight, one.complete])"
    )
    assert browser.run(sizes) == [[16, 12, True], [64, 48, True]]
    box = "document.getElementById('compare-patch').style.width"
    assert browser.run(box) == f"{100 * 12 / 64}%"
    choose(browser, "compare-zoom", True)
    assert browser.run(box) == f"{100 * 12 / 64}%", "48 px are 4 times the patch, as is what is shown of it"


def test_the_cursor_moves_the_filmstrip(opened: Open) -> None:
    browser, (first, second) = opened(), restored()
    at = "[...document.querySelectorAll('#film figcaption span')].map((one) => one.textContent.split(',')[0])"
    pictures = "[...document.querySelectorAll('#film img')].map((one) => one.src)"
    seen = []
    for frame in first.frames:
        choose(browser, "alpha", frame.alpha)
        assert set(browser.run(at)) == {f"at α {frame.alpha:.3f}"}
        seen.append(browser.run(pictures))
    assert len({tuple(one) for one in seen}) == len(first.frames)
    assert all(len(one) == 4 for one in seen)
    choose(browser, "alpha", 1)
    last = browser.run(pictures)
    for plot in range(3):
        left, y, width = middle(browser, f"#curves svg:nth-child({plot + 1})")
        browser.drag(left + width * 0.9, y, left + width * 52 / 360)
        assert text(browser, "path-words").startswith("α 0.000:")
        assert "nearest pictures: α " in text(browser, "path-words")
        assert browser.run(pictures) != last
        browser.run("document.getElementById('alpha').focus()")
        browser.press(*END)
        assert browser.run(pictures) == last
    browser.press(*ARROW_LEFT)
    assert text(browser, "path-words").startswith("α 0.999:")
    choose_word(browser, "path-network", "EDSR (lamgui)")
    choose(browser, "alpha", second.frames[0].alpha)
    assert set(browser.run(at)) == {f"at α {second.frames[0].alpha:.3f}"}


def test_light_and_dark_follow_the_system_until_the_reader_chooses(opened: Open) -> None:
    browser = opened()
    ground = "getComputedStyle(document.body).backgroundColor"
    curve = "document.getElementById('curves').style.getPropertyValue('--curve')"
    light, colour = browser.run(ground), browser.run(curve)
    assert light == "rgb(255, 255, 255)"
    browser.set_dark(True)
    browser.wait_for(f"{ground} === 'rgb(22, 24, 29)'")
    dark = browser.run(ground)
    assert browser.run(curve) != colour
    choose(browser, "theme", "light")
    assert browser.run(ground) == light
    browser.set_dark(False)
    choose(browser, "theme", "dark")
    assert browser.run(ground) == dark


def test_names_are_text_and_run_nothing(opened: Open) -> None:
    browser = opened(hostile())
    assert HOSTILE in text(browser, "title")
    assert browser.run("document.title").endswith(HOSTILE)
    assert browser.run("[...document.querySelectorAll('#map-cards strong')].map((one) => one.textContent)") == [
        f"{HOSTILE} (1)",
        f"{HOSTILE} (2)",
    ]
    assert browser.run("document.querySelectorAll('[onerror], main script').length") == 0


def test_the_recipe_can_be_read_and_copied(opened: Open) -> None:
    browser = opened()
    shown = json.loads(text(browser, "recipe-text"))
    assert shown == json.loads(recipe_of(restored(), FigureOptions()).to_json())
    browser.run("document.querySelector('#recipe details').open = true; document.getElementById('recipe-copy').click()")
    browser.wait_for("document.getElementById('recipe-words').textContent")
    assert text(browser, "recipe-words") in ("Copied", "Selected: copy it with Ctrl+C")


def test_every_control_has_a_name_and_nothing_is_wider_than_a_telephone(opened: Open) -> None:
    browser = opened()
    unnamed = browser.run(
        "[...document.querySelectorAll('input, select, button')]"
        ".filter((one) => !(one.textContent.trim() && one.tagName === 'BUTTON') && !(one.labels && one.labels.length))"
        ".map((one) => one.id)"
    )
    assert unnamed == []
    browser.set_size(360, 740, touch=True)
    assert browser.run("document.documentElement.scrollWidth") <= 360
