"""What is harmed when a duty is left undone: what orders everything that waits (``duties.ranking``). Pure.

The library says it where it matters: on a duty, or on the record type or stage whose facts open it. Where it says
nothing, what bars a worker from children may harm a child; what law or guidance asks is the law's; a custom is the house's.
"""

from collections import defaultdict

from ninefold.lawbook.model import HARMS, Duty, Harm, Library


def of_duties(library: Library, duties: tuple[Duty, ...]) -> dict[str, Harm]:
    """What is harmed by leaving each of ``duties`` undone, by id; of several that share an id, the gravest."""
    opening = _by_fact(library)
    harms: dict[str, Harm] = {}
    for duty in duties:
        its = _of(duty, opening)
        harms[duty.id] = min(its, harms.get(duty.id, its), key=HARMS.index)
    return harms


def _of(duty: Duty, opening: dict[str, Harm]) -> Harm:
    if duty.harm:
        return duty.harm
    if duty.starts and duty.starts.fact in opening:
        return opening[duty.starts.fact]
    if duty.bars:
        return "child"
    return "house" if duty.weight == "custom" else "law"


def _by_fact(library: Library) -> dict[str, Harm]:
    """What the records say that state each fact: the mildest, where several do; nothing, where one of them is silent."""
    stated: dict[str, list[Harm | None]] = defaultdict(list)
    for kind in library.records.values():
        for stage in kind.stages:
            for rule in kind.rules[stage.id]:
                stated[rule.fact].append(stage.harm or kind.harm)
    known = {fact: [harm for harm in each if harm] for fact, each in stated.items() if all(each)}
    return {fact: max(each, key=HARMS.index) for fact, each in known.items()}
