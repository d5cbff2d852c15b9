"""The register of actions: everything anybody agreed to do."""
