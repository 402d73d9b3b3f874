"""Letters of all scripts: which fonts have them, how wide they are, where a line breaks."""
