"""The form by which a contributor writes a sheet: what is typed, what it says, what becomes of it."""
