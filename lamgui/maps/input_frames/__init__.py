"""Several input frames of one network, as of video and stereo: what is given, and a map for each."""
