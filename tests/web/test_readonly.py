"""A page that is read changes nothing: every statement is refused that is not known to read only."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Count, Max, Q
from django.db.models.functions import Lower, TruncDate
from django.test import Client
from django.urls import path
from django.utils import timezone

from ninefold.people.models import AccessLog, Home, Person
from ninefold.web.readonly import WroteWhileReading, looked, only_reads, reads
from tests.factories import House

WRITES = [
    "UPDATE people_home SET name = 'x'",
    "delete from people_home",
    'INSERT INTO "people_home" (id) VALUES (1)',
    "INSERT OR IGNORE INTO people_home (id) VALUES (1)",
    "REPLACE INTO people_home (id) VALUES (1)",
    "/* a note */ UPDATE people_home SET name = 'x'",
    "-- a note\nUPDATE people_home SET name = 'x'",
    "/* of /* two */ */ DELETE FROM people_home",
    "  ( DELETE FROM people_home )",
    "WITH gone AS (DELETE FROM people_home RETURNING id) SELECT * FROM gone",
    "WITH x AS (SELECT 1) INSERT INTO people_home (id) SELECT * FROM x",
    "WITH x AS (SELECT 1) UPDATE people_home SET name = 'x'",
    "WITH x AS (SELECT 1) DELETE FROM people_home",
    "WITH x AS (SELECT 1) REPLACE INTO people_home (id) SELECT * FROM x",
    "MERGE INTO people_home USING x ON true WHEN MATCHED THEN DELETE",
    "SELECT * INTO copied FROM people_home",
    "SELECT id FROM people_home FOR UPDATE",
    "SELECT id FROM people_home FOR NO KEY UPDATE",
    "SELECT id FROM people_home FOR SHARE",
    "SELECT id FROM people_home FOR\nKEY SHARE",
    "SELECT 1; DELETE FROM people_home",
    "SELECT 1;;",
    "SELECT $$ ' $$; DELETE FROM people_home; SELECT $$ ' $$",
    "SELECT E'\\'; DELETE FROM people_home; --'",
    "SELECT nextval('people_accesslog_id_seq')",
    "SELECT pg_catalog.setval('people_accesslog_id_seq', 1)",
    "SELECT set_config('transaction_read_only', 'off', false)",
    "SELECT lo_unlink(1)",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_terminate_backend(1)",
    "SELECT query_to_xml('DELETE FROM people_home', true, true, '')",
    "SELECT load_extension('x')",
    "SELECT a_function_of_our_own(1)",
    'SELECT "a_function_of_our_own"(1)',
    "SELECT a_function /* with a note */ (1)",
    "EXPLAIN ANALYZE DELETE FROM people_home",
    "EXPLAIN SELECT 1",
    "DROP TABLE people_home",
    "TRUNCATE people_home",
    "ALTER TABLE people_home ADD COLUMN x integer",
    "CREATE TABLE x (id integer)",
    "CALL wreck()",
    "DO $$ BEGIN DELETE FROM people_home; END $$",
    "COPY people_home FROM PROGRAM 'x'",
    "PREPARE x AS DELETE FROM people_home",
    "EXECUTE x",
    "VACUUM",
    "ATTACH DATABASE 'x' AS y",
    "PRAGMA writable_schema = 1",
    "SET TRANSACTION READ WRITE",
    "LOCK TABLE people_home",
    "GRANT ALL ON people_home TO public",
    "BEGIN; DELETE FROM people_home",
    "SAVEPOINT x; DELETE FROM people_home",
    'UPDATE "django_session" SET session_data = 1; DELETE FROM people_home',
    'UPDATE "django_session_of_ours" SET x = 1',
    "",
    ";",
    "-- nothing",
]


@pytest.mark.parametrize("sql", WRITES)
def test_what_is_not_known_to_read_is_refused_before_the_database_hears_of_it(sql: str, db: None) -> None:
    with connection.execute_wrapper(only_reads), pytest.raises(WroteWhileReading):
        connection.cursor().execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "select 1;",
        "/* who asks */ SELECT 1",
        "SELECT 'DELETE FROM people_home; -- it''s a text'".replace("\\", ""),
        'SELECT "update", "into" FROM "drop"',
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "(SELECT 1) UNION (SELECT 2)",
        "SELECT COUNT(*), LOWER(name) FROM people_home WHERE id IN (SELECT id FROM people_home)",
        'SAVEPOINT "s1_x1"',
        'RELEASE SAVEPOINT "s1_x1"',
        'ROLLBACK TO SAVEPOINT "s1_x1"',
        "BEGIN",
        "COMMIT",
    ],
)
def test_what_reads_and_the_steps_of_a_transaction_go_through(sql: str) -> None:
    assert reads(sql)


def test_what_django_asks_goes_through(house: House) -> None:
    with connection.execute_wrapper(only_reads):
        with transaction.atomic():
            assert Home.objects.filter(Q(name__icontains="larch") | ~Q(urn="1")).count() == 2
        asked = Person.objects.values(small=Lower("name")).annotate(n=Count("pk"), last=Max("kind"))
        assert len(asked.order_by("small")) == len(set(Person.objects.values_list("name", flat=True)))
        assert not AccessLog.objects.annotate(day=TruncDate("at")).exists()
        assert (
            len(Home.objects.order_by().filter(urn="1").union(Home.objects.order_by().filter(name="Larch House"))) == 1
        )


def test_only_the_one_who_writes_down_who_looked_may_write_that(house: House) -> None:
    viewer = house.viewer(house.dana)
    with connection.execute_wrapper(only_reads):
        looked(viewer, "page", people=[house.jay.id, house.kit.id])
        with pytest.raises(WroteWhileReading), transaction.atomic():
            AccessLog.objects.create(at=viewer.now, account="dana", what="page")
        with pytest.raises(WroteWhileReading), transaction.atomic():
            AccessLog.objects.all().delete()
    assert AccessLog.objects.count() == 2


def test_a_session_that_has_run_out_is_forgotten_while_reading(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    house.account(house.dana).set_password("another-kettle")
    house.account(house.dana).save()
    assert client.get(f"/{house.home.urn}/write/").status_code == 302
    assert not Session.objects.filter(expire_date__gt=timezone.now()).exists()


def _renames(request: object) -> None:
    Home.objects.update(name="Another")


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_view_that_writes_while_it_is_read_fails(client: Client, house: House, settings: Any, method: str) -> None:
    settings.ROOT_URLCONF = type("urls", (), {"urlpatterns": [path("renames/", _renames)]})
    with pytest.raises(WroteWhileReading, match="UPDATE"), transaction.atomic():
        getattr(client, method)("/renames/")
    assert not Home.objects.filter(name="Another").exists()
