"""Provider, homes, children, placements, workers, roles; and who may see what.

access.viewer_for(account, urn, now)    who somebody is in a home, or PermissionDenied
access.visible(viewer, queryset)        what of it they may see, as a WHERE clause
access.homes_of(account, now)           the homes somebody has a role in
queries.*                               children living here, workers, contacts, names that can be mentioned
"""
