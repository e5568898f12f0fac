"""The world drawn by the server: its lands, flat or as the eye has them from above."""
