"""The files that networks come in: bytes, weights, and what training code saves beside them."""
