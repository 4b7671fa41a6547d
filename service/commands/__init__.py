"""Commands of `galley` that belong to the service: one file is one command, named like it."""
