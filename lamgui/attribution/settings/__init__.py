"""What decides a map: the settings, their presets and their JSON form."""
