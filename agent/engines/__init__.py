"""The models: one host process that holds them, and the clients that ask them."""
