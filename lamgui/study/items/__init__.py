"""The maps of a study, one by one: pictures, networks, patches, and what is known of each."""
