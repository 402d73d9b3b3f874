"""A part of a study, for machines that know nothing of each other: `--shard 3/64`."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.base.errors import SettingsError


@dataclass(frozen=True)
class Shard:
    """Part `number`, from 1 on, of `of` parts, which have about as many networks and pictures each.

    A part is a run of pairs, network by network: it opens few networks.
    """

    number: int
    of: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise SettingsError(f"There is no part {self.number} of {self.of}.", "Parts are 1/N to N/N.")

    @property
    def name(self) -> str:
        """Of the file in which it reports."""
        return f"{self.number}-of-{self.of}"

    def places(self, count: int) -> range:
        """Which of so many pairs it has."""
        return range(count * (self.number - 1) // self.of, count * self.number // self.of)

    def has_picture(self, place: int, pictures: int, networks: int) -> bool:
        """Whether one of its pairs is of the picture at a place in the list."""
        own = self.places(networks * pictures)
        if len(own) >= pictures:
            return True
        first, last = own.start % pictures if own else 0, (own.stop - 1) % pictures if own else -1
        return first <= place <= last if first <= last else place >= first or (place <= last and len(own) > 0)


WHOLE_STUDY = Shard(1, 1)


def shard_from(text: str) -> Shard:
    """The part that "3/64" states; raises SettingsError."""
    number, _, of = text.partition("/")
    if not number.isdecimal() or not of.isdecimal():
        raise SettingsError(f"{text!r} is no part of a study.", "It is NUMBER/COUNT, such as 3/64.")
    return Shard(int(number), int(of))
