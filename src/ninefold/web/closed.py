"""What a page says where it may hide something: that it is closed, why, and who can open it; never that nothing is there.

Said by role, consent and day alone. Whether anything is written behind a closed door is told to nobody, and neither is
how much.
"""

from ninefold import lawbook
from ninefold.people.access import Viewer, reads_care, sees_all

BY_CONSENT = "independent-person"


def why(viewer: Viewer, child: str = "", name: str = "") -> str:
    """Why records of care are closed to ``viewer`` and who can open them; "" when they are open.

    With ``child``, of that child, called ``name``; else of the whole home.
    """
    if reads_care(viewer, child):
        return ""
    if viewer.role != BY_CONSENT:
        title = lawbook.current().words.roles.get(viewer.role, viewer.role).lower()
        return (
            f"Your role here, {title}, does not read records of care. The registered manager can say what is in them."
        )
    if child:
        return (
            f"You read {name or 'a child'}'s records when {name or 'the child'} and the placing authority both agree to it, "
            "and that is not written down for today. A manager or key-worker can ask both and write it down."
        )
    return (
        "You read what is open to you in this home, and the records of children who, with their placing authority, agree "
        "to it. A manager can ask both and write it down."
    )


def beside(viewer: Viewer, child: str = "") -> str:
    """What stands beside an empty list for somebody who reads care and not what is kept to those who must know."""
    if sees_all(viewer, child) or not reads_care(viewer, child):
        return ""
    return "What is kept to those who must know is not shown to you."
