"""Who does the tasks of a study: this process, or others beside it."""
