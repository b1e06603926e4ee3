"""One per site: the pool of lines, policy, and the calls in progress."""
