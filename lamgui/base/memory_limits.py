"""Where a run's memory is bounded: what one pass, one run, and everything that is cached between runs may hold.

A value that reaches its limit is not an error: fewer nodes share a pass, every n-th frame stays, a survey has fewer
nodes, or the least recently used value leaves its cache. Limits of file sizes are those of their readers.
"""

from __future__ import annotations

# One pass through a network and back.

PASS_SHARE_OF_FREE_MEMORY = 0.9
"""Share of the free memory that a run on the CPU may plan to use: others need some."""

PASS_SHARE_OF_FREE_MEMORY_GPU = 0.7
"""The same on other devices, where what a pass saves is known, and not what else it needs."""

PASS_LR_PIXELS = 64 * 64
"""LR pixels of all nodes of a pass on the CPU: small pictures gain by sharing a pass, larger ones do not."""

PASS_LR_PIXELS_GPU = 16 * PASS_LR_PIXELS
"""The same on a device with many more units to keep busy."""

PASS_NODES, PASS_NODES_GPU = 8, 64
"""Most nodes in a pass, however small: the curves grow visibly, and a run can be cancelled; a GPU is faster."""

# One run, and what its result holds.

FRAMES_OF_RUN_BYTES = 192 << 20
"""The filmstrip of one run: of longer runs every n-th node has a frame."""

SURVEY_OF_RUN_BYTES = 64 << 20
"""The planes that a run gathers on the way: a larger picture is surveyed by itself, with as many nodes as fit."""

AREAS_OF_RUN = 4
"""Areas of contribution of one map, by their share: the one on the screen, and those of a figure."""

SURVEY_BYTES = 288 << 20
"""One survey of its own: five nodes and the error of a picture of 4000x3000."""

RESTORED_FRAMES_OF_RUN_BYTES = 64 << 20
"""F(γ(α)) in the close-up of one run: of a close-up that is nearly the picture those nearest to the cursor stay."""

# All that is cached between runs; each cache drops the least recently used value first.

MAPS_SHARE_OF_MACHINE = 1 / 8
"""Share of the machine's memory for finished maps with their frames: a patch that was seen before is shown at once."""

MAPS_LEAST_BYTES, MAPS_MOST_BYTES = 256 << 20, 2 << 30
"""Bounds of that share: a few maps even on a small machine, and not too many on a large one."""

SR_PICTURES_BYTES = 256 << 20
"""F(I) of whole pictures, so that another patch need not restore them again: five of 2048x1536 pixels."""

SURVEYS_BYTES = 512 << 20
"""All surveys together, unless it is one alone: two of the largest, or many of usual pictures."""

RESTORED_FRAMES_BYTES = 128 << 20
"""F(γ(α)) in the close-ups of all runs: two of the largest."""

FILLED_IN_BYTES = 128 << 20
"""γ(α) and F(γ(α)) between the nodes of all runs: two of the largest."""

NETWORKS_LOADED = 16
"""Networks at a time: more than are compared."""

PICTURES = 12
"""LR and HR pictures at a time, and pictures of bookmarks: as many as a usual list of bookmarks spans."""

STUDY_PICTURES_BYTES = 512 << 20
"""Pictures of a study in each of its workers: 1,300 of 256x256 pixels with what is made of them."""
