"""From a request to a map: the run, its result, the verdict on it, caches."""
