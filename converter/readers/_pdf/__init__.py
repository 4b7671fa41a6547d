"""A PDF page, from characters with their places to blocks in the order of reading."""
