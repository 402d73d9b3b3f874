"""What the subcommands compute; torch is imported from here on."""
