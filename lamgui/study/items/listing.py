"""The items of a study: every network with every picture, patch and setting, as far as they are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import SettingsError
from lamgui.base.escape import one_line
from lamgui.imaging.prepare import Role
from lamgui.study.items.item import Conditions, Item, map_key, unknown_key
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.networks import StudyNetwork
from lamgui.study.items.pictures import StudyPicture
from lamgui.study.items.tasks import HardTask, OpenTask
from lamgui.study.stated.definition import StudyDefinition
from lamgui.study.stated.patch_rules import PatchRule, RuleKind
from lamgui.study.stated.shard import WHOLE_STUDY, Shard


@dataclass(eq=False)
class Listing:
    """What a study is made of, and what has been found out about it so far.

    `facts` has what each network was found to be, `errors` why one cannot be used, or a picture cannot be ranked;
    `hard` the hard patches by picture and rule.
    """

    definition: StudyDefinition
    pictures: tuple[StudyPicture, ...]
    networks: tuple[StudyNetwork, ...]
    facts: dict[str, StudyNetworkFacts] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    hard: dict[tuple[str, str], tuple[Patch, ...]] = field(default_factory=dict)
    shard: Shard = WHOLE_STUDY

    def __post_init__(self) -> None:
        self.settings: tuple[Settings, ...] = self.definition.all_settings
        self.conditions = Conditions(self.definition.role, self.definition.reduce, self.definition.degraded_by)
        self.errors |= {one.name: one.error for one in self.networks if one.error}

    def networks_to_open(self) -> list[OpenTask]:
        """The networks of which nothing is known yet; the one by which patches are hard among them."""
        wanted = {network.name for network, _ in self._pairs()}
        if any(rule.kind is RuleKind.HARD for rule in self.definition.rules):
            named = self.definition.hard_by.casefold()
            wanted |= {one.name for one in self.networks if one.name.casefold() == named or not named}
        return [
            OpenTask(one.name, one.entry)
            for one in self.networks
            if one.entry is not None
            and one.name in wanted
            and one.name not in self.facts
            and one.name not in self.errors
        ]

    @property
    def judge(self) -> StudyNetwork | None:
        """The network by which patches are hard: the one that is named, else the first that can be used."""
        usable = [one for one in self.networks if one.name in self.facts]
        named = self.definition.hard_by
        if named:
            return next((one for one in usable if one.name.casefold() == named.casefold()), None)
        return next(iter(usable), None)

    def pictures_to_rank(self) -> list[HardTask]:
        """The pictures whose hard patches are not known yet; none without a network that judges."""
        judge = self.judge
        if judge is None or judge.entry is None:
            return []
        sha256 = self.facts[judge.name].sha256
        own = {picture.shown for _, picture in self._pairs()}
        return [
            HardTask(judge.entry, sha256, picture, rule.count, rule.size, rule.words)
            for rule in self.definition.rules
            if rule.kind is RuleKind.HARD
            for picture in self.pictures
            if picture.shown in own
            and not picture.error
            and (picture.shown, rule.words) not in self.hard
            and picture.shown not in self.errors
        ]

    def items(self) -> Iterator[Item]:
        """All items, network by network and picture by picture; those that cannot become a map have an error."""
        for network, picture in self._pairs():
            for rule in self.definition.rules:
                if not rule.picture or rule.picture in (picture.shown, picture.name):
                    yield from self._of_rule(network, picture, rule)

    def _pairs(self) -> Iterator[tuple[StudyNetwork, StudyPicture]]:
        """The networks with the pictures of this part of the study."""
        pictures = len(self.pictures)
        for place in self.shard.places(len(self.networks) * pictures):
            yield self.networks[place // pictures], self.pictures[place % pictures]

    def _of_rule(self, network: StudyNetwork, picture: StudyPicture, rule: PatchRule) -> Iterator[Item]:
        names, facts = (network.name, picture.shown, rule.words), self.facts.get(network.name)
        if facts is None or picture.error:
            reason = picture.error or self.errors.get(network.name) or "the network was not opened"
            yield Item(*names, 0, unknown_key(*names, 0), error=reason)
            return
        try:
            patches = self._patches(picture, rule, facts.scale)
        except SettingsError as error:
            yield Item(*names, 0, unknown_key(*names, 0), error=one_line(str(error)))
            return
        for patch in patches:
            for place, settings in enumerate(self.settings):
                key = map_key(picture.key, facts, patch, settings, self.conditions)
                yield Item(*names, place, key, patch)

    def _patches(self, picture: StudyPicture, rule: PatchRule, scale: int) -> tuple[Patch, ...]:
        """Raises SettingsError where there is none."""
        if rule.kind is not RuleKind.HARD:
            return rule.patches(*self._sr_size(picture, scale))
        patches = self.hard.get((picture.shown, rule.words))
        if patches is None:
            reason = self.errors.get(picture.shown)
            judge = self.definition.hard_by or "a network"
            raise SettingsError(reason or f"Hard patches need {judge} to judge them, which cannot be used.")
        if not patches:
            raise SettingsError("The picture has no hard patch: nothing in it changes with the blur.")
        return patches

    def _sr_size(self, picture: StudyPicture, scale: int) -> tuple[int, int]:
        if self.conditions.role is Role.LR:
            return picture.width * scale, picture.height * scale
        return picture.width // scale * scale, picture.height // scale * scale
