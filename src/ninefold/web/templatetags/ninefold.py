"""Template tags of the house: how people, times, the law and a child's own words look wherever they appear."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ninefold import lawbook
from ninefold.base import clock, english
from ninefold.duties.touch import is_aim
from ninefold.evidence.paragraphs import STANDS, State
from ninefold.insight import alerts as insight
from ninefold.insight import whereabouts
from ninefold.lawbook import citations
from ninefold.people.models import Child
from ninefold.people.queries import subject_names
from ninefold.web import closed, rooms, words

register = template.Library()
ICONS = Path(__file__).resolve().parent.parent / "icons"
AREAS = {
    "voice": "message", "behaviour": "hand", "safety": "shield", "arrivals": "arrive", "plans": "list",
    "family": "family", "learning": "school", "health": "health", "team": "team", "building": "house",
    "oversight": "eye", "standing": "key",
}  # fmt: skip


@register.simple_tag(takes_context=True)
def to(context: Context, page: str, *args: Any, urn: str = "") -> str:
    """The address of ``page`` in the room that this page is shown in; "" where that room has no such page.

    ``{% to "child" child.pk %}``, and ``{% to "today" urn=one.urn %}`` for another home. Where a room may be without it:
    ``{% to "worker" pk as href %}{% if href %}``.
    """
    return rooms.address(context["viewer"], page, *args, room=context.get("room"), urn=urn)


@register.simple_tag
def beyond(page: str, *args: Any) -> str:
    """The address of a page of the published data, which lies below no home: ``{% beyond "home" home.urn %}``."""
    return rooms.beyond(page, *args)


@register.simple_tag(takes_context=True)
def card(context: Context, feature: str) -> SafeString:
    """A feature's card: its ``card.card(request)`` drawn with ``<feature>/card.html``; nothing when it has nothing to say."""
    given = import_module(f"{rooms.feature(feature)}.card").card(context["request"])
    shown = context.flatten() | given if given is not None else None
    return mark_safe(render_to_string(f"{feature}/card.html", shown)) if shown else SafeString("")  # noqa: S308 - a template's


@register.simple_tag
def story(runs: Any) -> SafeString:
    """Somebody's account: text, with every person named set apart."""
    if isinstance(runs, str):
        return format_html("{}", runs)
    return format_html_join("", "{}", ((_run(run),) for run in runs or ()))


def _run(run: Any) -> SafeString:
    if isinstance(run, str):
        return format_html("{}", run)
    return format_html('<span class="person">{}</span>', run["name"])


@register.simple_tag
def said(runs: Any) -> SafeString:
    """A child's own words, in the face and colour that nothing else has."""
    return format_html('<p class="said">{}</p>', story(runs)) if runs else SafeString("")


@register.simple_tag(takes_context=True)
def when(context: Context, moment: datetime | str | None, now: datetime | None = None) -> SafeString:
    """A moment as people say it in the home: "yesterday 21:40", "Sat 24 Oct, 21:40"."""
    if not moment:
        return SafeString("")
    at = clock.parse(moment) if isinstance(moment, str) else moment
    return format_html(
        '<time datetime="{}">{}</time>', clock.text(at), words.moment(at, now or context.get("now") or at)
    )


@register.simple_tag
def day(given: date | str | None) -> SafeString:
    """A day: "24 October 2026"."""
    if not given:
        return SafeString("")
    on = date.fromisoformat(given) if isinstance(given, str) else given
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), english.long_day(on))


@register.simple_tag(takes_context=True)
def look_again(context: Context, on: str) -> SafeString:
    """By when a plan is to be looked at again; marked, with the reason, once that day has passed."""
    if not on:
        return SafeString('<span class="soft">no day set to look again</span>')
    if date.fromisoformat(on) < clock.local(context["now"]).date():
        return format_html('<span class="chip brick">was to be looked at again by {}</span>', day(on))
    return format_html('<span class="soft">look at it again by {}</span>', day(on))


@register.simple_tag(takes_context=True)
def due(context: Context, obligation: Any, now: datetime | None = None) -> SafeString:
    """An obligation's chip: "3 days over", "12 hours past the aim", "Thu". Colour repeats what the words say."""
    text, tone = words.due(obligation, now or context["now"], aim=is_aim(obligation))
    return format_html('<span class="{}">{}</span>', f"chip {tone}".strip(), text)


@register.simple_tag
def law(weight: str, cite: str = "", source: str = "regs", unverified: str = "") -> SafeString:
    """Whether the law, guidance or the home's own custom asks for it, where that is written, and whether that could be
    checked.

    A custom's citation is what it serves, not what asks for it, and a practice point's name is for the library: the duty's
    page says both in full.
    """
    shown = f": {words.cited(cite, source)}" if cite and source != citations.PRACTICE and weight != "custom" else ""
    doubt = format_html("<i>, {}</i>", citations.UNVERIFIED) if unverified else ""
    return format_html('<span class="law weight-{}"><b>{}</b>{}{}</span>', weight, weight, shown, doubt)


@register.filter
def stands(state: State) -> str:
    """How a paragraph of the standards stands, in words."""
    return STANDS[state]


class Nothing(template.Node):
    """Says that nothing is there to who would see it, and that it is closed to everybody else (``{% nothing %}``)."""

    def __init__(self, words: template.NodeList, child: template.base.FilterExpression | None, *, partly: bool) -> None:
        self.words, self.child, self.partly = words, child, partly

    def render(self, context: Context) -> SafeString:
        """The words, or why the page cannot say them."""
        viewer = context["viewer"]
        about = self.child.resolve(context) if self.child else None
        child, name = (about.pk, about.name) if about else ("", "")
        if reason := closed.why(viewer, child, name):
            lead = "Closed to you." if child else "Nothing that you may read."
            given = context.dicts[0].setdefault("closed_said", set())  # a reason stands once on a page
            shown = "" if reason in given else reason
            given.add(reason)
            return format_html('<p class="closed">{} <b>{}</b> {}</p>', icon("lock"), lead, shown)
        words = self.words.render(context)
        beside = closed.beside(viewer, child) if self.partly else ""
        return format_html('{}<p class="soft">{}</p>', words, beside) if beside else words


@register.tag
def nothing(parser: Parser, token: Token) -> Nothing:
    """``{% nothing %}Nobody has written ...{% endnothing %}``: words for an empty list, said only to who sees all of it.

    ``{% nothing child %}`` asks about one child. ``{% nothing partly %}``, or ``{% nothing child partly %}``, is for lists
    that may hold records kept to those who must know.
    """
    given = token.split_contents()[1:]
    partly = "partly" in given
    child = next((parser.compile_filter(word) for word in given if word != "partly"), None)
    words = parser.parse(("endnothing",))
    parser.delete_first_token()
    return Nothing(words, child, partly=partly)


@register.simple_tag(takes_context=True)
def closed_to_you(context: Context, child: Child | None = None) -> str:
    """Why records of care (of ``child``) are closed to the viewer, and who can open them; "" when they are open."""
    viewer = context.get("viewer")
    return closed.why(viewer, child.pk if child else "", child.name if child else "") if viewer else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small picture beside a word; read out to nobody, because the word is there."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{_paths(name)}</svg>')  # noqa: S308 - our own files


@register.simple_tag
def area_icon(area: str) -> SafeString:
    """The small picture of a shelf of the library; a plain page for a shelf a provider has added."""
    return icon(AREAS.get(area, "note"))


@cache
def _paths(name: str) -> str:
    """The lines of the icon in ``icons/<name>.svg``."""
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8").strip()


@register.simple_tag
def face(child: Child, size: str = "") -> SafeString:
    """A child's initial on their own colour."""
    return format_html(
        '<span class="face {} face-{}" aria-hidden="true">{}</span>', size, child.colour % 8, child.name[:1].upper()
    )


@register.simple_tag(takes_context=True)
def portrait(context: Context, child: Child, photo: Any = None, size: str = "") -> SafeString:
    """A child's photo (``insight.photos``) where one may be shown, else the initial; beside the name, so read to nobody."""
    if not photo:
        return face(child, size)
    points = rooms.address(context["viewer"], "photo", photo.record)
    return format_html('<img class="face {}" src="{}" alt="" width="52" height="52" loading="lazy">', size, points)


@register.inclusion_tag("web/alerts.html", takes_context=True)
def alerts(context: Context, *children: Any, gone_only: Any = False) -> dict[str, Any]:
    """What nobody may overlook about these children (a child, several, or ids): it stands on every page about them.

    ``gone_only`` says only who is missing, on a page that shows the rest at its head.
    """
    wanted = list(dict.fromkeys(_ids(children)))
    viewer = context.get("viewer")
    found = insight.alerts(viewer, wanted) if viewer and wanted and not gone_only else {}
    named = subject_names(viewer, found) if viewer and found else {}
    told = [(named.get(child, ""), found[child]) for child in wanted if child in found]
    gone = _missing(viewer, wanted) if viewer and wanted else []
    here = {"home": context.get("home"), "viewer": viewer, "room": context.get("room")}
    return here | {"told": told, "gone": gone}


def _missing(viewer: Any, wanted: list[str]) -> list[tuple[str, Any]]:
    """The name and the record of each of these children who is missing now."""
    gone = whereabouts.missing(viewer)
    about = [child for child in wanted if child in gone]
    named = subject_names(viewer, about) if about else {}
    return [(named.get(child, ""), gone[child]) for child in about]


def _ids(given: Iterable[Any]) -> Iterator[str]:
    """The ids of children given one by one, as lists, or as ids."""
    for one in given:
        if isinstance(one, str):
            yield from [one] if one else []
        elif isinstance(one, Child):
            yield one.pk
        elif one:
            yield from _ids(one)


@register.simple_tag(takes_context=True)
def age(context: Context, born_on: date, now: datetime | None = None) -> int:
    """Whole years since ``born_on``."""
    return english.age(born_on, clock.local(now or context["now"]).date())


@register.simple_tag(takes_context=True)
def ago(context: Context, moment: datetime, now: datetime | None = None) -> str:
    """How long since ``moment``: "16 hours", "7 days"."""
    return words.length((now or context["now"]) - moment)


@register.simple_tag(takes_context=True)
def run(context: Context, moment: datetime, until: datetime | None = None) -> str:
    """How long a clock has run since ``moment``, to the minute: "1 h 07"."""
    return words.run((until or context["viewer"].now) - moment)


@register.filter
def role(name: str) -> str:
    """What a role is called: "registered-manager" is "registered manager"."""
    return lawbook.current().words.roles.get(name, name.replace("-", " "))


@register.simple_tag
def name_of(who: str, names: dict[str, str] | None) -> str:
    """What somebody is called, looked up by id among ``names``."""
    return (names or {}).get(who, "")


@register.simple_tag
def single_sign_on() -> str:
    """What the provider of single sign-on is called; "" where there is none."""
    return str(settings.OIDC_NAME) if settings.OIDC_ADDRESS else ""
