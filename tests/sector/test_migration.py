"""What was imported before there were statements is carried over, each inspection as its file told it."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_inspections_that_were_imported_become_statements_and_stay() -> None:
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate([("sector", "0002_commission")])
    old = executor.loader.project_state([("sector", "0002_commission")]).apps
    files, homes, events = (old.get_model("sector", name).objects for name in ("Import", "Provider", "Event"))
    file = files.create(name="2018.csv", sha256="a", at=NOW, rows=1, new=1, known=0, refused=0)
    paper = files.create(name="report.PDF", sha256="b", at=NOW, rows=1, new=1, known=0, refused=0)
    said = {"provision": "Children's home", "is_home": True, "status": "Active", "owner": "Elm Care"}
    days = {"first_on": date(2018, 5, 10), "last_on": date(2025, 6, 18)}
    home = homes.create(urn="SC000001", **said, **days)
    events.create(provider=home, number="1001", kind="full", on=days["first_on"], year=2018, grade=2, file=file, **said)
    events.create(provider=home, number="", kind="full", on=days["last_on"], year=2025, grade=1, file=paper, **said)
    MigrationExecutor(connection).migrate(newest)

    from ninefold.sector import queries, register
    from ninefold.sector.fold import fold
    from ninefold.sector.models import Event as New
    from ninefold.sector.models import InspectedHome as Home

    kept = [("1001", date(2018, 5, 10), 2, True), ("", date(2025, 6, 18), 1, False)]
    fields = ("number", "on", "grade", "national")
    assert list(New.objects.order_by("on").values_list(*fields)) == kept
    assert Home.objects.get().is_open
    fold()
    assert list(New.objects.order_by("on").values_list(*fields)) == kept
    assert (queries.data_until(), register.on(date(2020, 1, 1))) == (date(2018, 5, 10), ["SC000001"])
    Home.objects.all().delete()
    queries.imports().delete()
