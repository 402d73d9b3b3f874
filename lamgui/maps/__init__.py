"""One request becomes one map with all that is known of it."""
