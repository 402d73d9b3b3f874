"""The commands of the window, a file a menu: each says all about itself in one place."""
