"""The mathematics of Local Attribution Maps: patch, detector, path, quadrature, integral, measures."""
