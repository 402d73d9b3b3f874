"""Metrics of restored pictures that need weights of others: LPIPS and DISTS."""
