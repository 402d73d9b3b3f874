"""The widgets of the window: each shows state and reports what the user did."""
