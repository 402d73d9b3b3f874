"""Test sets: crops of pictures on which networks fail and differ, chosen by restoring many."""
