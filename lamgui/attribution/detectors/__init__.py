"""How much of a feature a patch holds: the detectors D."""
