"""Files become numbers: formats, bands, levels and colour profiles."""
