"""The mail table: whatever sends mail writes it here, in its own transaction; the worker carries it."""
