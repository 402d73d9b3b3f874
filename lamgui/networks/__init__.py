"""Super-resolution networks: what is bundled, safe loading, recognition, and the conventions of their inputs."""
