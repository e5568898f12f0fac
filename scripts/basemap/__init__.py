"""Makes the live map's ground: `python -m scripts.basemap`."""
