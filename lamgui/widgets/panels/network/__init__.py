"""The list of networks and what is known of them."""
