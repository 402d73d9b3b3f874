"""Where on the path the gradient is taken: the rules of quadrature, one a file."""
