"""The pages of the published data, one module for each door."""
