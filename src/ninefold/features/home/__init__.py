"""The home and its safety, all homes of somebody, purpose and policies, and the paper pack."""
