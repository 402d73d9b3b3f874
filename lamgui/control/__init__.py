"""Controllers: what the user does becomes a change of the session or a job of the worker."""
