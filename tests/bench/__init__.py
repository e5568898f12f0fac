"""Times of the real server on generated data, measured over HTTP: `make bench`. A bench, not a test."""
