"""The pictures: cells under one toolbar, and what is drawn and done in them."""
