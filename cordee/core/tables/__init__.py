"""Tables of untrusted files: read and written safely, reported line by line. Knows no business word."""
