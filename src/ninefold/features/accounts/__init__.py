"""Accounts in the browser: links that work once, who has which access, one's own sessions, and turns on a shared tablet."""
