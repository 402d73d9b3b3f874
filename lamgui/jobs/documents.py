"""Jobs on documents: read a session, a figure or a picture, write a session."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lamgui.base.errors import PictureError
from lamgui.base.in_a_thread import in_a_thread
from lamgui.figures.embed import SUFFIXES, read_recipe
from lamgui.figures.locate import Located, Looking, looking_for, needed_by, read_again
from lamgui.figures.recipe import FigureRecipe
from lamgui.files.elsewhere import AgreedPlaces
from lamgui.files.known_files import KnownFiles
from lamgui.imaging.picture import Picture
from lamgui.imaging.read import read_picture
from lamgui.imaging.save import save_error
from lamgui.jobs.pipeline import Pipeline
from lamgui.session.autosave import Autosave
from lamgui.session.file import SUFFIX, OpenedSession, SessionContents, read_session, write_session
from lamgui.session.left_behind import LeftBehind, LeftBehindSessions

DOCUMENTS_ONLY = (SUFFIX, ".pdf", ".svg", ".eps", ".html", ".mp4", ".json")
"""Endings of files that cannot be pictures, but may be figures or sessions."""


@dataclass(frozen=True, eq=False)
class OpenedFigure:
    """The recipe that a figure holds, with the files it names, or (`picture` None) with some of them missing."""

    path: Path
    recipe: FigureRecipe
    located: Located
    picture: Picture | None


Opened = Picture | OpenedFigure | OpenedSession


class DocumentJobs:
    """Jobs on files that the user opens and saves."""

    def __init__(
        self, pipeline: Pipeline, known_files: KnownFiles, autosave: Autosave, agreed_places: AgreedPlaces
    ) -> None:
        self.agreed_places = agreed_places
        self._pipeline = pipeline
        self._known_files = known_files
        self._autosave = autosave

    def open(
        self, path: Path, files: Sequence[Path] = (), as_picture: bool = False, leave_out: bool = False
    ) -> Generator[Looking | None, None, Opened]:
        """Read a session, a figure with its recipe, or a picture; reports the search for a figure's files.

        `files` are files that the user pointed to; with `as_picture` a figure is read as a picture. With `leave_out`
        files of a session on other machines count as missing; see `read_session`. A drive that hangs hangs nothing
        else: closing this leaves it to itself. Raises UserError.
        """
        yield None
        if path.suffix.lower() == SUFFIX:
            return (yield from self._session(path, self.agreed_places.holds, leave_out))
        is_figure = not as_picture and path.suffix.lower() in SUFFIXES
        recipe = (yield from in_a_thread(lambda stop: read_recipe(path, stop))) if is_figure else None
        if recipe is None:
            if path.suffix.lower() in DOCUMENTS_ONLY and not as_picture:
                raise PictureError(
                    f"{path.name} does not say how it was made.", "Open a figure or session that lamgui wrote."
                )
            picture = yield from in_a_thread(lambda stop: read_picture(path, stop=stop))
            self._known_files.remember({picture.sha256: path})
            return picture
        located = yield from looking_for(needed_by(recipe), self._known_files, files, (path.parent,))
        if located.missing:
            return OpenedFigure(path, recipe, located, None)
        return OpenedFigure(path, recipe, located, read_again(recipe.maps[0], located.files))

    def open_again(self, path: Path) -> Generator[None, None, OpenedSession]:
        """Read a session that this program stored itself: its files are looked at wherever they were opened."""
        yield
        return (yield from self._session(path, lambda _: True, leave_out=False))

    def _session(
        self, path: Path, agreed: Callable[[str], bool], leave_out: bool
    ) -> Generator[None, None, OpenedSession]:
        find = self._known_files.find
        opened = yield from in_a_thread(lambda stop: read_session(path, find, agreed, leave_out, stop))
        self._pipeline.cache_analyses(opened.contents.analyses)
        for picture in opened.contents.pictures:
            self._pipeline.cache_picture(picture)
        return opened

    def save(self, path: Path, contents: SessionContents) -> Generator[None, None, Path]:
        """Write a session; returns where. Raises SaveError."""
        yield
        write_session(path, self._with_pictures(contents))
        return path

    def keep(self, path: Path, contents: SessionContents) -> Generator[None, None, None]:
        """Write the session to a place in the user's folder, which is made where it is missing. Raises SaveError."""
        yield
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise save_error(path, error) from error
        write_session(path, self._with_pictures(contents))

    def autosave(self, contents: SessionContents) -> Generator[None, None, None]:
        """Write the session to the place where it is looked for after a crash."""
        yield
        self._autosave.write(self._with_pictures(contents))

    def left_behind(self) -> Generator[None, None, tuple[LeftBehind, ...]]:
        """The sessions that programs left behind which did not end as a user ends them."""
        yield
        return LeftBehindSessions(self._autosave.folder).all()

    def decline(self, path: Path) -> Generator[None, None, None]:
        """Offer one of them no more at the start."""
        yield
        LeftBehindSessions(self._autosave.folder).decline(path)

    def forget(self, path: Path) -> Generator[None, None, None]:
        """Delete one of them."""
        yield
        LeftBehindSessions(self._autosave.folder).forget(path)

    def note_files(self, files: Mapping[str, Path]) -> Generator[None, None, None]:
        """Note where networks and pictures lie, so that figures of them find them again.

        Of code only what the user permitted: a document may name any.
        """
        yield
        noted = {
            sha256: path for sha256, path in files.items() if path.suffix != ".py" or self._pipeline.is_permitted(path)
        }
        self._known_files.remember(noted)

    def _with_pictures(self, contents: SessionContents) -> SessionContents:
        bookmarked = {bookmark.picture_sha256 for bookmark in contents.state.bookmarks}
        pictures = [picture for sha256 in bookmarked if (picture := self._pipeline.picture_of(sha256)) is not None]
        return replace(contents, pictures=pictures)
