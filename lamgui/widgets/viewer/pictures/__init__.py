"""What a cell can show: pictures and maps as images, the numbers in them, and the meaning of their colours."""
