"""Images and documents of a sheet."""
