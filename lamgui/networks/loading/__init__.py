"""From a file to a network: formats, recognition, probing."""
