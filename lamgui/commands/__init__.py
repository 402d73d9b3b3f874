"""The subcommands of `lamgui`, one a file; none imports torch, Qt or matplotlib before it runs."""
