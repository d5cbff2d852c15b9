"""The desk's pages, one module for each part of the room. Each view asks a few questions and hands over a page."""
