"""Pages are compressed for those who can read it so, and never for another site."""

import gzip

import pytest
from django.test import Client

from tests.factories import House

pytestmark = pytest.mark.django_db


def test_a_page_of_ours_is_small_on_the_wire(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    page = f"/{house.home.urn}/shift/"
    plain, small = client.get(page), client.get(page, headers={"accept-encoding": "gzip, br"})
    assert small["Content-Encoding"] == "gzip"
    assert int(small["Content-Length"]) == len(small.content) < len(plain.content) / 2
    assert b"<h1>Larch House</h1>" in gzip.decompress(small.content)
    assert "Accept-Encoding" in small["Vary"]
    assert not plain.has_header("Content-Encoding")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_sees_no_length_that_tells(client: Client, house: House, site: str) -> None:
    client.force_login(house.account(house.dana))
    asked = {"accept-encoding": "gzip", "sec-fetch-site": site}
    assert not client.get(f"/{house.home.urn}/shift/", headers=asked).has_header("Content-Encoding")


@pytest.mark.parametrize("accepted", ["gzip;q=0", "br", "identity"])
def test_who_does_not_want_it_so_gets_it_plain(client: Client, house: House, accepted: str) -> None:
    assert not client.get("/account/login/", headers={"accept-encoding": accepted}).has_header("Content-Encoding")
