"""What a study has found, in its folder."""
