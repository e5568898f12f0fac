"""Acts through pages, import and back office, and what a simple account of people and rights says of them."""
