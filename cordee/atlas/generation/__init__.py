"""Realistic data for tests of load: drawn as the real set is, marked as generated, written in bulk."""
