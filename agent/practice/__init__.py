"""The practice town: a telephone network of businesses and people on this machine."""
