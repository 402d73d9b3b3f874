"""One lineage of networks a file, written from its paper, with the names of the released checkpoints' keys."""
