"""One HTML file of compared networks, for a project page or a supplement: no server, no network, its recipe inside."""
