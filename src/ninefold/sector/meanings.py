"""What a column of Ofsted's files can be about, and the words by which its title is known.

A new way to call something is one more pattern here, and no code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from ninefold.sector import cells, words


@dataclass(frozen=True, slots=True)
class Meaning:
    """Something a column can be about. ``patterns`` are tried in order; ``never`` are words that rule a title out."""

    id: str
    title: str
    patterns: tuple[str, ...]
    never: str = ""
    needed: bool = False
    fits: Callable[..., object] | None = None  # reads a value, or raises NotKnown


_NOT_THE_EVENT = (
    "registration registered publication published publish closure closed closing resigned end ended finish due next"
    " report received last_date_of birth status"
)
_WEB = "link web website page"

# The patterns are regular expressions over the folded title, after words like "inspection" and "latest" that may
# stand before any title are taken off. The reading is written out by ``ninefold sector columns``.
MEANINGS: tuple[Meaning, ...] = (
    Meaning(
        "urn",
        "the provider's reference number (URN)",
        (
            r"(provider |setting |home |provision |social care )?urn( sc)?",
            r"(provider |setting |home )?unique reference( number)?( urn)?",
            r"(provider|setting|provision|home) (id|reference number|reference|number)",
        ),
        "education linked school owner company organisation event",
        needed=True,
        fits=cells.urn_of,
    ),
    Meaning(
        "event type",
        "the kind of inspection",
        (
            r"(event type|type of event|event type name|type)",
            r"(event type group|event group|type group|event type description)",
            r"(visit type|type of visit|category|framework type)",
        ),
        f"provider provision setting home sector {_WEB}",
        needed=True,
        fits=words.kind_of,
    ),
    Meaning(
        "inspection date",
        "the day the inspection began",
        (
            r"(event |visit )?(start date|first date|first day|date started|start)( of event| of visit)?|date (event |visit )?(start|started|began)",
            r"(event |visit )?date( of event| of visit)?",
            r"(actual |full )(start )?date",
        ),
        _NOT_THE_EVENT,
        needed=True,
        fits=partial(cells.date_of, what="date", latest=date.max),
    ),
    Meaning(
        "overall",
        "the overall judgement",
        (
            r"overall effectiveness( judgement| grade| outcome)?",
            r"overall experiences and progress.*",
            r".*overall effectiveness.*",
            r"overall (judgement|outcome|grade|rating|quality|quality rating|quality judgement)",
            r"(quality rating|judgement|outcome|grade|overall)",
        ),
        "date number",
        needed=True,
    ),
    Meaning(
        "provision type",
        "the kind of provision",
        (
            r"provision type|type of provision|provision type group",
            r"provider type|type of provider|type of service|service type|setting type|type of setting|establishment type",
            r"(provision|provider|setting|service) (sub ?type|category|group|description)",
        ),
        "event",
        needed=True,
        fits=words.provision_of,
    ),
    Meaning("event number", "the inspection's number", (r"(event )?(number|id|no|reference|ref)( number)?",), "urn"),
    Meaning(
        "protection",
        "the judgement on help and protection",
        (
            r"how well children and young people are helped and protected.*",
            r"(the )?safeguarding( children and young people)?.*",
            r"(the )?safety of children and young people.*",
            r".*(helped and protected|help and protection|safeguard|staying safe|keeping safe).*",
        ),
    ),
    Meaning(
        "leadership",
        "the judgement on leaders and managers",
        (
            r"(the )?effectiveness of leaders and managers.*",
            r"(the )?(effectiveness of )?leadership( and |, )?management.*",
            r".*(leaders|leadership|organisation and management|management and organisation).*",
        ),
    ),
    Meaning(
        "publication date",
        "the day the report came out",
        (
            r"first publication date|first published( date)?",
            r"(report )?(publication date|date of publication|date published|published date|published)",
        ),
    ),
    Meaning(
        "name",
        "the provider's name",
        (r"(provider |setting |home |provision |service )?name|name of (provider|setting|home)",),
        "owner organisation company region authority government",
    ),
    Meaning(
        "owner",
        "who owns it",
        (
            r"organisation which owns the .*",
            r"(owner|owning|parent|registered) ?(organisation|company|provider)?( name)?",
            r"organisation( name)?|company( name)?|registered person( name)?|group",
        ),
        "urn number id",
    ),
    Meaning(
        "sector",
        "the sector",
        (r"sector|(provider|owner|ownership|organisation) sector|(owner|ownership|organisation) type|ownership",),
    ),
    Meaning(
        "local authority",
        "the local authority",
        (r"(host )?local authority( name)?|la|la name|authority( name)?",),
        "code number id",
    ),
    Meaning(
        "region",
        "the region",
        (
            r"(government office region|gor)( name)?|government office region name",
            r"region( name)?",
            r"(ofsted|office|reporting) region( name)?",
        ),
        "code number id",
    ),
    Meaning(
        "places",
        "the number of places",
        (
            r"places|(registered |number of |no of |maximum |max |total )(registered )?places|capacity",
            r"places registered|maximum (number of )?(users|children)|(number of )?beds",
        ),
    ),
    Meaning(
        "registration date",
        "the day of registration",
        (
            r"(registration|registered) date|date (of registration|registered)",
            r"first effective date that the provider became active",
        ),
    ),
    Meaning(
        "status",
        "the state of registration",
        (r"(registration|reg|provider|setting) status|status",),
        "date",
    ),
    Meaning(
        "closing date",
        "the day registration ended",
        (
            r"(closure|closing|closed|resigned|resignation|cancellation|deregistration) date|date (closed|of closure|resigned)",
            r"cancell?ed or resigned date",
            r"first effective date that the provider closed",
        ),
    ),
    Meaning(
        "resigned date",
        "the day registration was given up",
        (r"first effective date that the provider became resigned",),
    ),
    Meaning(
        "cancelled date",
        "the day registration was cancelled",
        (r"first effective date that the provider became cancell?ed",),
    ),
    Meaning("joiner", "whether it joined the register", (r"joiner( status)?",)),
    Meaning("leaver", "whether it left the register", (r"leaver( status)?",)),
    Meaning("town", "the town", (r"(provider |setting |premises )?(town|town or city|town city|post ?town)",)),
    Meaning("postcode", "the postcode", (r"(provider |setting |full )?post ?code",)),
    Meaning(
        "constituency",
        "the parliamentary constituency",
        (r"(parliamentary )?constituency( name)?",),
        "code number id premises",
    ),
    Meaning(
        "short breaks",
        "whether it gives short breaks alone",
        (r"short breaks? only( childrens home)?|short break only childrens home",),
    ),
    Meaning(
        "company",
        "the owner's company number",
        (r"(registered )?(company|companies house)( registration)? (number|no|id)|organisation company number",),
    ),
)
# What a list of who is on the register needs, which tells of no inspection.
REGISTER = ("urn", "provision type", "status")
MOVES = ("urn", "provision type", "joiner", "leaver")
BY_ID = {meaning.id: meaning for meaning in MEANINGS}
