"""The files that networks come in: bytes, weights, and what training code files beside them."""
