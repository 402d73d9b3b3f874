"""Detector, path, steps and presets."""
