"""Networks that take more than one picture, as modules that take one: noise maps, stereo, video."""
