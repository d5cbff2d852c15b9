"""What a commissioner writes: signed, only added to, the authority's own; and the homes that somebody follows."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ninefold.sector import commissioning
from ninefold.sector.models import CommissionRecord, InspectedHome, Watch
from tests import html

HOME = "/sector/homes/9900001"
VISIT = {"on": "2026-10-01", "who": "Cora met Helen", "found": "Warm and orderly."}
STOP = {"on": "2026-10-02", "because": "No manager.", "children_there": "Nothing changes for now."}
MATCH = {
    "on": "2026-10-03",
    "child": "JK",
    "needs": "A calm house; good with animals.",
    "purpose": "It fits.",
    "to_others": "A new friend.",
    "from_others": "Room.",
    "decision": "Go on with this home",
    "because": "All agree.",
}


def _sign(client: Client, kind: str, said: dict[str, str], replaces: int | None = None) -> HttpResponse:
    query = f"?replaces={replaces}" if replaces else ""
    answer = client.post(f"{HOME}/sign/{kind}/{query}", said, follow=True)
    assert html.problems(answer.content.decode()) == []
    return answer


def _text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.page(answer)))


def test_a_visit_is_signed_and_listed_where_it_belongs(cora: Client, sector: None) -> None:
    said = _text(_sign(cora, "visit", VISIT))
    assert "Warm and orderly." in said
    assert "Signed by cora for Northmoor" in said
    for page in ("/sector/records/", f"{HOME}/", "/sector/records/?kind=visit"):
        assert "Contract monitoring visit" in _text(cora.get(page))


def test_another_authority_reads_none_of_it(cora: Client, dora: Client, helen: Client, sector: None) -> None:
    _sign(cora, "visit", VISIT)
    row = CommissionRecord.objects.get()
    assert dora.get(f"/sector/records/{row.pk}/").status_code == 404
    assert dora.get(f"{HOME}/sign/visit/?replaces={row.pk}").status_code == 404
    assert f"/sector/records/{row.pk}/" not in html.page(dora.get("/sector/records/"))
    assert helen.get(f"/sector/records/{row.pk}/").status_code == 403
    assert f"/sector/records/{row.pk}/" not in html.page(helen.get(f"{HOME}/"))


def test_a_suspension_stands_until_it_is_lifted(cora: Client, sector: None) -> None:
    assert _sign(cora, "lifting", {"on": "2026-10-02", "because": "x"}).status_code == 422
    _sign(cora, "suspension", STOP)
    assert "Suspended by Northmoor since 02/10/2026" in _text(cora.get(f"{HOME}/"))
    said = _text(cora.get("/sector/area/"))
    assert "Birchfield Care, Northmoor (9900001) since 02/10/2026" in said
    assert "suspended already" in _text(_sign(cora, "suspension", STOP))
    _sign(cora, "lifting", {"on": "2026-10-20", "because": "A manager has come."})
    assert commissioning.suspensions("Northmoor") == {}
    assert "Suspended by" not in _text(cora.get(f"{HOME}/"))


@pytest.mark.parametrize("child", ["Jay Kent", "jk", "JAYKE", "J. Kent"])
def test_a_child_is_never_named(cora: Client, sector: None, child: str) -> None:
    answer = _sign(cora, "matching", MATCH | {"child": child})
    assert answer.status_code == 422
    assert "Initials only" in _text(answer)
    assert MATCH["needs"] in html.page(answer)
    assert not CommissionRecord.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on": "2027-01-01"}, "still to come"),
        ({"on": "soon"}, "Say on which day"),
        ({"because": " "}, "This is needed"),
        ({"decision": "Perhaps"}, "Choose one of these"),
        ({"needs": "x" * 5001}, "longer than 5,000 letters"),
    ],
)
def test_what_will_not_do_is_said_and_what_was_typed_stays(
    cora: Client, sector: None, changed: dict[str, str], said: str
) -> None:
    answer = _sign(cora, "matching", MATCH | changed)
    assert answer.status_code == 422
    assert said in _text(answer)
    assert "It fits." in html.page(answer)


def test_a_correction_is_a_further_record_with_its_reason(cora: Client, sector: None) -> None:
    _sign(cora, "matching", MATCH)
    first = CommissionRecord.objects.get()
    assert "Say why" in _text(_sign(cora, "matching", MATCH | {"child": "KJ"}, first.pk))
    _sign(cora, "matching", MATCH | {"child": "KJ", "correction": "Turned round."}, first.pk)
    assert [row.content["child"] for row in commissioning.standing("Northmoor")] == ["KJ"]
    assert CommissionRecord.objects.count() == 2
    assert "A later record replaces this one" in _text(cora.get(f"/sector/records/{first.pk}/"))
    assert cora.get(f"{HOME}/sign/matching/?replaces={first.pk}").status_code == 404


def test_what_was_signed_is_neither_changed_nor_deleted(cora: Client, sector: None) -> None:
    _sign(cora, "visit", VISIT)
    row = CommissionRecord.objects.get()
    acts: list[Any] = [
        row.save,
        row.delete,
        lambda: CommissionRecord.objects.update(author="x"),
        lambda: CommissionRecord.objects.all().delete(),
    ]
    for act in acts:
        with pytest.raises(TypeError, match="only ever added to"):
            act()


def test_a_watch_list_is_its_owner_s_alone(cora: Client, dora: Client, sector: None) -> None:
    home = InspectedHome.objects.exclude(urn="9900001").order_by("urn")[0]
    cora.post(f"/sector/homes/{home.urn}/watch/", {"note": "Ask about the new manager."})
    assert "Ask about the new manager." in _text(cora.get("/sector/watching/"))
    assert "New in the newest file" in _text(cora.get("/sector/watching/"))
    assert home.urn not in _text(dora.get("/sector/watching/"))
    cora.post(f"/sector/homes/{home.urn}/watch/", {"act": "leave"})
    assert not Watch.objects.exists()


def test_a_form_sent_four_times_is_one_record(cora: Client, sector: None) -> None:
    page = html.page(cora.get(f"{HOME}/sign/visit/"))
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    answers = [_text(_sign(cora, "visit", VISIT | {"token": found[1]})) for _ in range(4)]
    assert CommissionRecord.objects.count() == 1
    assert "signed already" in answers[3]
    _sign(cora, "visit", VISIT)
    assert CommissionRecord.objects.count() == 2


CONTRACT = {"on": "2026-01-01", "called": "C 12", "buys": "Two places.", "until": "2026-06-30"}
CAME = {"on": "2021-02-01", "child": "J.K.", "because": "Near school."}
WENT = {"on": "2026-10-05", "child": "JK", "planned": "As planned", "because": "Home to grandmother."}


def test_a_childs_placement_stands_beside_what_became_of_the_home(cora: Client, sector: None) -> None:
    assert "No placement has been written down" in _text(cora.get("/sector/placements/"))
    _sign(cora, "placement", CAME)
    said = _text(cora.get("/sector/placements/"))
    assert "1 placed now" in said
    assert "write one down" in said
    _sign(cora, "contract", CONTRACT)
    said = _text(cora.get("/sector/placements/"))
    assert "C 12 , ended 30/06/2026" in said
    assert "Placed here now: JK since 01/02/2021" in _text(cora.get(f"{HOME}/"))
    _sign(cora, "leaving", WENT)
    assert "01/02/2021 to 05/10/2026" in _text(cora.get("/sector/placements/"))
    assert commissioning.placements("Northmoor")[0].until is not None


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        ("placement", CAME | {"child": "JK"}, "placed here then"),
        ("leaving", WENT | {"child": "AB"}, "No child with these initials"),
        ("leaving", WENT | {"on": "2020-01-01"}, "which is later"),
        ("leaving", WENT | {"planned": "Perhaps"}, "Choose one of these"),
    ],
)
def test_a_child_comes_once_and_leaves_after_coming(
    cora: Client, sector: None, kind: str, answers: dict[str, str], said: str
) -> None:
    _sign(cora, "placement", CAME)
    answer = _sign(cora, kind, answers)
    assert answer.status_code == 422
    assert said in _text(answer)
    assert CommissionRecord.objects.count() == 1


def test_placements_are_the_authoritys_own(cora: Client, dora: Client, helen: Client, sector: None) -> None:
    _sign(cora, "placement", CAME)
    assert ">JK<" not in html.page(dora.get("/sector/placements/"))
    assert "Placed here now" not in _text(dora.get(f"{HOME}/"))
    assert "Placed here now" not in _text(helen.get(f"{HOME}/"))
    assert helen.get("/sector/placements/").status_code == 403


def test_a_home_that_is_suspended_or_fell_stands_first(cora: Client, sector: None) -> None:
    fine = InspectedHome.objects.filter(is_open=True).exclude(urn="9900001").order_by("urn").first()
    assert fine is not None
    cora.post(f"/sector/homes/{fine.urn}/sign/placement/", CAME | {"child": "AA", "on": "2026-10-01"})
    _sign(cora, "placement", CAME | {"child": "ZZ", "on": "2026-10-01"})
    _sign(cora, "suspension", STOP)
    answer = html.page(cora.get("/sector/placements/"))
    assert answer.index(">ZZ<") < answer.index(">AA<")
    sheet = cora.get("/sector/placements/?as=csv").content.decode("utf-8-sig")
    assert sheet.splitlines()[0].startswith("Child,Home,Number (URN),Came")
    assert sheet.splitlines()[2].endswith("2026-10-02")


def test_a_correction_must_fit_a_childs_comings_and_goings_too(cora: Client, sector: None) -> None:
    _sign(cora, "placement", CAME)
    _sign(cora, "leaving", WENT)
    came, went = CommissionRecord.objects.order_by("pk")
    why = {"correction": "The other day."}
    early = _sign(cora, "leaving", WENT | why | {"on": "2020-01-01"}, went.pk)
    assert "which is later" in _text(early)
    other = _sign(cora, "placement", CAME | why | {"child": "AB"}, came.pk)
    assert "No child with these initials" in _text(other)
    assert CommissionRecord.objects.count() == 2
    assert _sign(cora, "leaving", WENT | why | {"on": "2026-09-30"}, went.pk).status_code == 200
    assert _sign(cora, "placement", CAME | {"on": "2026-10-06"}).status_code == 200
    assert [stay.until is None for stay in commissioning.placements("Northmoor")] == [True, False]
