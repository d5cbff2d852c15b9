"""Provider, homes, children, placements, workers, roles; and who may see what.

access.viewer_for(account, urn, now)    who somebody is in a home, or PermissionDenied
access.visible(viewer, queryset)        what of it they may see, as a WHERE clause
access.reads_of(viewer, child)          whether they may read of a child's life
access.may_sign(role, allowed)          whether a role signs a stage
access.homes_of(account, now)           the homes somebody has a role in
access.reader_for(account, now)         who somebody is to Ofsted's published data, or PermissionDenied
mandates.of_account(account, now)       what somebody is in which home, for which children
mandates.held(moment)                   that a role, a consent or a key-worker's part is held then, as a condition
feeds.make / opened_by(secret, now)     private addresses of calendars
queries.*                               children living here, workers, contacts, names that can be mentioned
"""
