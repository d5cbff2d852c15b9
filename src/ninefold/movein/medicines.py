"""Medicines: the lines of a chart as the list has them, and how much there is. What a label must say is never made up."""

import re
from datetime import date

from ninefold.movein import words
from ninefold.movein.rows import Reader, numbers

CLOCK = re.compile(r"(?<![\d.])(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?(?![\d%])", re.I)
UNITS = (("tablet", "Tablets"), ("capsule", "Capsules"), ("ml", "Millilitres"), ("puff", "Puffs"), ("drop", "Drops"), ("spray", "Sprays"),
         ("sachet", "Sachets"), ("patch", "Patches"), ("unit", "Units or pens"), ("other", "Cream, or not counted"))  # fmt: skip


def read(row: Reader) -> bool:
    """Fill in a row about a medicine. False when no medicine is named."""
    out = row.out
    medicine = row.text("medicine")
    if not medicine:
        return False
    strength = row.text("strength")
    out.made["medicine"] = (
        medicine if not strength or strength.lower() in medicine.lower() else f"{medicine} {strength}"
    )
    out.name = out.made["medicine"]
    written = row.text("child") or " ".join(filter(None, [row.text("first"), row.text("surname")]))
    out.made["child_written"] = written or row.cells.section
    _unit(row, strength)
    _when(row)
    _limits(row)
    out.made["begins_on"] = row.day("begins_on", past=False)
    out.made["ends_on"] = _ends(row)
    _stock(row)
    _controlled(row)
    _prescriber(row)
    for means in ("route", "for_what", "notes"):
        out.made[means] = row.text(means)
    if not out.made["for_what"] and not out.made["homely_remedy"] and not _over(row):
        out.made["for_what"] = row.ask("for_what", f"What is {out.name} for? The list does not say.")
    out.made["expires_on"] = out.made.get("expires_on") or row.day("expires_on", past=False)
    if out.made["ends_on"] and out.made["ends_on"] < row.today:
        out.notes.append("The course is over: it is kept as history, and nothing is given from it.")
        out.made["ended"] = True
    row.day("review_on", past=False)
    if rest := row.rest():
        out.made["not_read"] = rest
    return True


def _over(row: Reader) -> bool:
    ends = row.out.made.get("ends_on")
    return isinstance(ends, date) and ends < row.today


def _unit(row: Reader, strength: str) -> None:
    """In what it comes and how many are one dose: "1", "½", "10 ml", "two tablets", "5mg" (which is no number of tablets)."""
    out = row.out
    form, dose = row.text("form"), row.text("dose")
    out.made["dose_written"] = dose
    by_form, by_dose = (
        words.meant("units", form)[0],
        words.meant("units", re.sub(r"(\d)([a-z])", r"\1 \2", dose.lower()))[0],
    )
    unit = by_form or by_dose or words.meant("units", str(out.made["medicine"]))[0]
    if by_form and by_dose and by_form != by_dose:
        unit = row.ask(
            "unit", f"The form is “{form}” and the dose “{dose}”. In what is it counted?", UNITS, column="form"
        )
    elif not unit:
        unit = row.ask("unit", f"In what does {out.name} come?", UNITS, column="form")
    out.made["unit"] = unit or None
    amount = numbers(dose)
    weight = re.search(r"(?i)\d\s*(mg|mcg|micrograms?|g|µg)\b", dose)
    if weight and not by_dose:
        amount = (
            _of_weight(dose, strength or str(out.made["medicine"])) if unit in ("tablet", "capsule", "patch") else ""
        )
        question = f"“{dose}” is a weight. How many {unit or 'of them'} are that?"
        amount = row.ask(
            "amount", question, ((amount, f"{amount} ({dose} of {strength} each)"),) if amount else (), column="dose"
        )
    elif not amount and unit != "other":
        amount = row.ask(
            "amount", f"“{dose}”: how many are one dose?" if dose else "How much is one dose?", column="dose"
        )
    if (
        re.search(r"\d\s*[-–]\s*\d|\bor\b|/", dose)
        and amount
        and not weight
        and "½" not in dose
        and not re.fullmatch(r"\s*\d/\d.*", dose)
    ):
        amount = row.ask("amount", f"“{dose}” is not one amount. How much is one dose, at most?", column="dose")
    out.made["amount"] = amount


def _of_weight(dose: str, strength: str) -> str:
    """How many of this strength make the dose, when both are told in one unit."""
    first, second = (re.search(r"(?i)([\d.,]+)\s*(mg|mcg|micrograms?|g|µg)\b", one) for one in (dose, strength))
    if not first or not second or first[2].lower() != second[2].lower() or not float(second[1].replace(",", ".")):
        return ""
    return f"{float(first[1].replace(',', '.')) / float(second[1].replace(',', '.')):g}"


def _when(row: Reader) -> None:
    out = row.out
    times, needed = row.text("times"), row.cell("as_needed")
    said = " ".join(str(needed or "").split())
    notes = f"{times} {said}"
    out.made["times_written"] = times
    prn = words.has("as_needed", times) or words.has("as_needed", said) or words.says("yes", said)
    homely = words.has("homely", notes)
    out.made["homely_remedy"] = homely
    clocks = _clocks(times)
    if prn and clocks:
        answer = row.ask(
            "as_needed",
            f"It says as needed and “{times}”. Which is it?",
            (("as-needed", "As needed"), ("regular", "At set times")),
            column="times",
        )
    else:
        answer = (
            "as-needed"
            if prn or homely
            else "regular"
            if times or words.says("no", said) or "reg" in said.lower()
            else ""
        )
    if not answer and not out.made.get("as_needed"):
        answer = row.ask(
            "as_needed",
            "When is it given? The list does not say.",
            (("as-needed", "As needed"), ("regular", "At set times")),
            column="times",
        )
    out.made["as_needed"] = answer or None
    if answer == "regular" and not clocks:
        often = words.meant("how_often", times)[0]
        much = f" That is {often} in a day." if often else ""
        told = row.ask("times", f"“{times}”: at which times by the clock?{much}", column="times")
        clocks = _clocks(told)
    out.made["times"] = clocks if answer != "as-needed" else []
    if re.search(r"(?i)\b(alternate|every other|weekly|once a week|mon|tue|wed|thu|fri|sat|sun)\w*", times):
        out.notes.append(f"“{times}”: not every day. Written beside it; look at the chart before the first dose.")


def _clocks(text: str) -> list[str]:
    """Times by the clock in a text: 08:00, 8am, 8am 2pm 10pm, 0800. A bare small number is no time."""
    text = re.sub(r"\b([01]\d|2[0-3])([0-5]\d)(?:\s*h(?:rs)?)?\b", r"\1:\2", text)
    clocks = []
    for match in CLOCK.finditer(text):
        hour, minutes, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
        if not match[2] and not half:
            continue
        hour = hour % 12 + 12 * (half == "pm") if half else hour
        if hour < 24 and minutes < 60:
            clocks.append(f"{hour:02}:{minutes:02}")
    return sorted(dict.fromkeys(clocks))


def _limits(row: Reader) -> None:
    """As needed has limits, by the label: most in a day, and hours between. They are asked, not known by heart."""
    out = row.out
    most = row.text("most")
    number = numbers(most)
    if most and (not number or re.search(r"(?i)mg|ml|g\b|tab|cap|puff", most)):
        number = row.ask("in_a_day", f"“{most}”: how many doses in any 24 hours, at most?", column="most")
    out.made["in_a_day"] = number
    out.made["gap"] = numbers(row.text("gap"))
    if out.made.get("as_needed") == "as-needed" and not out.made.get("ended"):
        if not out.made["in_a_day"] and not any(one.field == "in_a_day" for one in out.asks):
            out.made["in_a_day"] = row.ask(
                "in_a_day", "How many doses in any 24 hours, at most? Read it off the label.", column="most"
            )
        if not out.made["gap"]:
            out.made["gap"] = row.ask("gap", "How many hours must lie between two doses? Read it off the label.")


def _ends(row: Reader) -> date | None:
    text = row.text("ends_on")
    if words.bare(text) in ("ongoing", "on going", "continuous", "long term", "current", "repeat"):
        return None
    return row.day("ends_on", past=False)


def _stock(row: Reader) -> None:
    """What there is: "9,5", "200 ml", "2 (exp 02/2027)"."""
    out, text = row.out, row.text("stock")
    if not text and str(row.cell("stock")).strip() not in ("0", "0.0"):
        return
    text = text or "0"
    out.made["stock"] = numbers(text)
    out.made["stock_written"] = text
    if not out.made["stock"]:
        out.made["stock"] = row.ask("stock", f"“{text}”: how much is there?")
    if match := re.search(r"(?i)exp\w*\.?:?\s*([\d/.\- a-z]+)", text):
        out.notes.append(f"In stock: use by {match[1].strip()}, as the list says.")
        out.made["expires_written"] = match[1].strip(" )")


def _controlled(row: Reader) -> None:
    """A controlled drug is what the list says is one. Where it says nothing, it is not one by the list, and is asked when known to be."""
    text = row.text("controlled")
    if re.search(r"(?i)sch\w*\.?\s*[2345]|\bcd\b", text) and not words.says("no", text):
        row.out.made["controlled"] = True
        if not words.says("yes", text):
            row.out.notes.append(f"Controlled: “{text}”.")
        return
    known = re.search(
        r"(?i)methylphenidate|dexamfetamine|lisdexamfetamine|elvanse|concerta|medikinet|equasym|ritalin|morphine|oramorph|fentanyl|oxycodone|"
        r"midazolam|buccolam|diazepam|tramadol|gabapentin|pregabalin|codeine|temazepam|lorazepam|ketamine|xaggitin|delmosart",
        str(row.out.made["medicine"]),
    )
    said = row.yesno("controlled")
    if known and not said:
        answer = row.ask(
            "controlled",
            f"{known[0].capitalize()} is a controlled drug, and the list does not say so. Is it kept and counted as one?",
            (("yes", "Yes"), ("no", "No")),
        )
        said = {"yes": True, "no": False}.get(answer)
        row.out.made["controlled"] = said
        return
    row.out.made["controlled"] = bool(said)


def _prescriber(row: Reader) -> None:
    out = row.out
    out.made["prescribed_by"] = row.text("prescriber")
    if out.made["homely_remedy"]:
        out.notes.append(
            "A homely remedy: nobody prescribed it, so it is not on the chart but on the list of homely remedies."
        )
    elif not out.made["prescribed_by"]:
        out.made["prescribed_by"] = row.ask(
            "prescribed_by", "Who prescribed it? The list does not say.", column="prescriber"
        )
