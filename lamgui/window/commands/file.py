"""The File menu: pictures, sessions, and the results as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lamgui.base.vocabulary import in_words_of
from lamgui.figures.export import save_map_png, save_npz, save_overlay_png, save_sr_png
from lamgui.files.names import safe_name
from lamgui.files.shipped import sample_picture
from lamgui.imaging.prepare import Role
from lamgui.maps.result import Analysis
from lamgui.widgets.controls.clipboard import files_named_on, files_on, picture_on
from lamgui.widgets.controls.file_dialogs import FileKind
from lamgui.window.command import SEPARATOR, Command, Condition, Menu, Submenu
from lamgui.window.commands.conditions import can_run, has_analysis, has_picture
from lamgui.window.commands.targets import Targets

SAVE_SR, SAVE_RESTORED = "Save SR pi&cture…", "Save restored pi&cture…"
PNG = "PNG picture (*.png)"
NUMPY = "NumPy archive (*.npz)"
FIGURE = "PNG picture (*.png);;PDF document (*.pdf);;SVG drawing (*.svg)"
RECENT_PICTURES = "recent"
RECENT_SESSIONS = "recent_sessions"
RECENT_STUDIES = "recent_studies"


def open_picture(on: Targets) -> None:
    """Ask for a picture, and open it."""
    path = on.files.ask_picture()
    if path is not None:
        on.choices.open_picture(path)


def open_reference(on: Targets) -> None:
    """Ask for the HR original of the LR picture in use, and measure against it."""
    path = on.files.ask_picture()
    if path is not None:
        on.choices.choose_reference(path)


has_lr_file: Condition[Targets] = Condition(
    lambda on: (
        on.session.state.role is Role.LR
        and on.session.state.picture is not None
        and on.session.state.picture.path is not None
    ),
    "This needs an LR picture from a file.",
)


def open_folder(on: Targets) -> None:
    """Ask for a folder, and list its pictures."""
    folder = on.files.ask_folder("Open the pictures of a folder", FileKind.PICTURES)
    if folder is not None:
        on.pictures.open_folder(folder)


def paste_picture(on: Targets) -> None:
    """Open the files on the clipboard, the picture on it, or the files whose paths or addresses it holds as text."""
    clipboard = QApplication.clipboard()
    picture, named = picture_on(clipboard), files_named_on(clipboard)
    if paths := files_on(clipboard):
        on.documents.open_files(paths)
    elif picture is not None:
        on.choices.take_picture(picture)
    elif named:
        on.documents.open_files(named)
    elif clipboard.text().strip().lower().startswith(("http://", "https://")):
        on.messages.show_info("This is an address on the web: copy the picture itself there, or save it, and open it.")
    else:
        on.messages.show_info("There is no picture on the clipboard.")


def read_again(on: Targets) -> None:
    """Read the files in use again, where no notice of a change came."""
    on.choices.read_picture_again()
    on.networks.read_all_again()


has_list: Condition[Targets] = Condition(
    lambda on: len(on.session.pictures) > 1, "There is no list of pictures: open a folder, or drop several."
)


def save_page(on: Targets) -> None:
    """The summary page of the map in focus."""
    _save(on, "Save the figure", "figure.png", FIGURE, _write_page)


def save_overlay(on: Targets) -> None:
    """The map over the input, as the view shows it now."""
    view = on.session.view
    _save(on, "Save the map over the input", "overlay.png", PNG, lambda a, path: save_overlay_png(a, view, path))


def save_map(on: Targets) -> None:
    """The map alone, as the view shows it now."""
    view = on.session.view
    _save(on, "Save the map", "map.png", PNG, lambda a, path: save_map_png(a, view, path))


def save_sr(on: Targets) -> None:
    """The SR picture."""
    scale = on.window.viewer.cell.contents.scale_of_words
    _save(on, in_words_of(scale, "Save the SR picture"), "sr.png", PNG, save_sr_png)


def save_numbers(on: Targets) -> None:
    """Map, curves and settings as arrays."""
    _save(on, "Save the numbers", "numbers.npz", NUMPY, save_npz)


def _save(on: Targets, title: str, ending: str, kinds: str, write: Callable[[Analysis, Path], None]) -> None:
    """Ask for the target; the proposed name is that of picture and network with `ending` behind it."""
    analysis = on.session.analysis
    if analysis is None:
        return
    stem, suffix = ending.split(".")
    name = safe_name(f"{Path(analysis.picture.name).stem}-{analysis.network.name}-{stem}") + f".{suffix}"
    path = on.files.ask_target(title, name, kinds)
    if path is not None:
        on.runs.save(path, write)


def _write_page(analysis: Analysis, path: Path) -> None:
    # matplotlib takes half a second to import: it is imported only when a page is saved, on the worker.
    from lamgui.figures.summary import save_summary

    save_summary(analysis, path)


FILE: Menu[Targets] = Menu(
    "&File",
    (
        Command("open_picture", "&Open picture…", "Ctrl+O", "Open an HR or LR picture", open_picture),
        Command(
            "open_reference",
            "&HR original of the LR picture…",
            "",
            "Choose the HR picture that belongs to the LR picture: PSNR and SSIM are measured against it",
            open_reference,
            has_lr_file,
        ),
        Command(
            "open_folder",
            "Open &folder…",
            "Ctrl+Alt+O",
            "List the pictures of a folder, to step through them",
            open_folder,
        ),
        Command(
            "next_picture",
            "Ne&xt picture",
            "Alt+PgDown",
            "Open the next picture of the list",
            lambda on: on.pictures.next(),
            has_list,
        ),
        Command(
            "previous_picture",
            "Previous pict&ure",
            "Alt+PgUp",
            "Open the picture before in the list",
            lambda on: on.pictures.previous(),
            has_list,
        ),
        Command(
            "read_again",
            "Read the fi&les again",
            "Ctrl+F5",
            "Read picture and networks in use again; what has changed is computed again",
            read_again,
            has_picture,
        ),
        Submenu(RECENT_PICTURES, "Open &recent"),
        Command(
            "open_sample",
            "Open the &bundled picture",
            "",
            "The picture that comes with the program",
            lambda on: on.choices.open_picture(sample_picture()),
        ),
        Command(
            "paste_picture", "&Paste picture", "Ctrl+V", "Open the picture or the file on the clipboard", paste_picture
        ),
        SEPARATOR,
        Command(
            "open_session",
            "Open s&ession or figure…",
            "Ctrl+Shift+O",
            "Continue from a saved session or figure",
            lambda on: on.documents.open(),
        ),
        Submenu(RECENT_SESSIONS, "Recent sess&ions"),
        Command(
            "left_behind",
            "Sessions after a crash (&Z)…",
            "",
            "What was open when lamgui crashed, was ended or lost its display",
            lambda on: on.documents.show_left_behind(),
        ),
        Command(
            "save_session",
            "&Save session",
            "Ctrl+S",
            "Picture, networks, patches, settings and results in one file",
            lambda on: on.documents.save(),
            can_run,
        ),
        Command(
            "save_session_as",
            "Save session &as…",
            "Ctrl+Shift+S",
            "The session in a file of another name",
            lambda on: on.documents.save_as(),
            can_run,
        ),
        SEPARATOR,
        Command(
            "new_study",
            "New stud&y…",
            "",
            "Compute the maps of many pictures under many networks: choose them, and see how long it takes",
            lambda on: on.studies.new(),
            search_words="studies batch many",
        ),
        Command(
            "open_study",
            "Open stu&dy…",
            "",
            "Look at a study, run it, or go on with it",
            lambda on: on.studies.open(),
            search_words="studies batch many",
        ),
        Submenu(RECENT_STUDIES, "Recen&t studies"),
        SEPARATOR,
        Command(
            "save_figure",
            "Save summary pa&ge…",
            "",
            "Pictures, map and curves on one page, as PNG, PDF or SVG",
            save_page,
            has_analysis,
            search_words="export figure",
        ),
        Command(
            "save_overlay",
            "Save map o&ver input…",
            "",
            "The overlay as PNG, with the settings inside",
            save_overlay,
            has_analysis,
            search_words="export figure",
        ),
        Command(
            "save_map",
            "Save &map…",
            "",
            "The map alone as PNG, with the settings inside",
            save_map,
            has_analysis,
            search_words="export figure",
        ),
        Command(
            "save_sr",
            SAVE_SR,
            "",
            "The network's output as PNG",
            save_sr,
            has_analysis,
            search_words="export",
            text_now=lambda on: SAVE_RESTORED if on.window.viewer.cell.contents.scale_of_words == 1 else SAVE_SR,
        ),
        Command(
            "save_numbers",
            "Save &numbers…",
            "Ctrl+Alt+S",
            "Map, curves and settings as a NumPy .npz file",
            save_numbers,
            has_analysis,
            search_words="export data arrays",
        ),
        SEPARATOR,
        Command(
            "quit",
            "&Quit",
            "Ctrl+Q",
            "Close the window; a run in progress is cancelled",
            lambda on: on.window.close(),
        ),
    ),
)
