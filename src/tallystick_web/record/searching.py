"""The index of everything that can be found by its words: SQLite's FTS5 or PostgreSQL's full text, kept up by the database itself.

Each source is a table whose rows are found; triggers write its words into one index in the same transaction, so that nothing is found
late and no action has to remember it. What is confidential never enters. SQLite loses a table's triggers when a migration makes the
table anew, so they are installed after every migration (`apps.py`), and a test changes a row of every source and looks for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

INDEX: Final = "record_search"
KINDS_AT_MOST: Final = 64


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows are found. A row's number in the index is its own times 64 and the kind's `number`, which never changes.

    `council`, `title` and `body` are SQL over the row `x` and what `joins` brings; rows that `where` leaves out are not found.
    """

    kind: str
    number: int
    table: str
    council: str = "x.council_id"
    title: str = "x.reference || ' ' || x.title"
    body: str = "''"
    joins: str = ""
    where: str = ""

    def rows(self, id: str | None, council: str) -> str:
        """The rows of the index for one row of the table, or for all."""
        told = [one for one in (f"x.id = {id}" if id else "", self.where) if one]
        where = f" WHERE {' AND '.join(told)}" if told else ""
        return (
            f"SELECT x.id * {KINDS_AT_MOST} + {self.number}, {self.title}, {self.body}, {council} "  # noqa: S608 - constants
            f"FROM {self.table} x {self.joins}{where}"
        )

    @property
    def all(self) -> str:
        """The rows of the index that are of this kind."""
        return f"DELETE FROM {INDEX} WHERE rowid % {KINDS_AT_MOST} = {self.number}"  # noqa: S608 - constants

    def gone(self, id: str) -> str:
        return f"DELETE FROM {INDEX} WHERE rowid = {id} * {KINDS_AT_MOST} + {self.number};"  # noqa: S608 - constants


def _words(*columns: str) -> str:
    return " || ' ' || ".join(columns)


SOURCES: Final = (
    Source("priority", 1, "plans_priority"),
    Source("measure", 2, "measures_measure", body=_words("x.other_names", "x.definition", "x.source")),
    Source("assessment", 3, "reviews_assessment", title="''", body=_words("x.narrative", "x.rating_reason")),
    Source("promise", 4, "reviews_promise", title="x.what", body=_words("x.words", "x.kept_words")),
    Source(
        "question", 5, "reviews_question", council="a.council_id", title="''", body=_words("x.text", "x.answer"),
        joins="JOIN reviews_assessment a ON a.id = x.assessment_id",
    ),
    Source("challenge", 6, "challenges_challenge", title="x.title"),
    Source(
        "point", 7, "challenges_point", council="c.council_id", title="x.title", body=_words("x.text", "x.theme"),
        joins="JOIN challenges_challenge c ON c.id = x.challenge_id",
    ),
    Source(
        "answer", 8, "challenges_thread", title="''", body=_words("r.different", "r.interpretation", "r.reason"),
        joins="JOIN challenges_response r ON r.id = x.response_id",
    ),
    Source(
        "evidence", 9, "challenges_evidence", council="t.council_id", title="''", body=_words("x.words", "x.decision"),
        joins="JOIN challenges_thread t ON t.id = x.thread_id", where="NOT x.confidential AND x.withdrawn_on IS NULL",
    ),
    Source("action", 10, "delivery_action", body=_words("x.purpose", "x.note")),
    Source(
        "milestone", 11, "delivery_milestone", council="a.council_id", title="x.title",
        joins="JOIN delivery_action a ON a.id = x.action_id",
    ),
    Source("risk", 12, "delivery_risk", body=_words("x.cause", "x.event", "x.effect", "x.controls")),
    Source("project", 13, "delivery_project", body="x.purpose"),
    Source("programme", 14, "delivery_programme", body="x.purpose"),
    Source("service_plan", 15, "delivery_serviceplan", title="''", body="x.words"),
)  # fmt: skip


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the index and its triggers; what was there is made anew. Tables that are not there yet are passed over."""
    vendor = VENDORS[connection.vendor]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        cursor.execute(vendor.MAKE)
        for one in SOURCES:
            for statement in vendor.source(one) if one.table in there else ():
                cursor.execute(statement)


class SQLite:
    """FTS5, with English word endings taken off and accents passed over. The council is a word of its own, so that it is searched too."""

    MAKE = (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(title, body, council, "
        "tokenize = \"porter unicode61 remove_diacritics 2\", prefix = '2 3')"
    )

    @classmethod
    def source(cls, one: Source) -> Iterator[str]:
        """The statements that index a source and keep it indexed."""
        put = f"{cls._into(one, 'NEW.id')};"
        steps = {"insert": put, "update": one.gone("OLD.id") + put, "delete": one.gone("OLD.id")}
        for event, does in steps.items():
            name = f"search_{one.kind}_{event}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"CREATE TRIGGER {name} AFTER {event.upper()} ON {one.table} BEGIN {does} END"
        yield one.all
        yield cls._into(one, None)

    @staticmethod
    def _into(one: Source, id: str | None) -> str:
        council = f"'c' || {one.council}"
        return f"INSERT INTO {INDEX}(rowid, title, body, council) {one.rows(id, council)}"


class PostgreSQL:
    """A column of lexemes, titles weighing more than texts."""

    MAKE = f"""
        CREATE TABLE IF NOT EXISTS {INDEX} (
            rowid bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL, council bigint NOT NULL,
            document tsvector GENERATED ALWAYS AS (
                setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
            ) STORED
        );
        CREATE INDEX IF NOT EXISTS {INDEX}_document ON {INDEX} USING gin (document);
    """

    @classmethod
    def source(cls, one: Source) -> Iterator[str]:
        """The statements that index a source and keep it indexed."""
        name = f"search_{one.kind}"
        yield f"""
            CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN
                IF TG_OP <> 'INSERT' THEN {one.gone("OLD.id")} END IF;
                IF TG_OP <> 'DELETE' THEN {one.gone("NEW.id")} {cls._into(one, "NEW.id")}; END IF;
                RETURN NULL;
            END $$ LANGUAGE plpgsql
        """
        yield f"DROP TRIGGER IF EXISTS {name} ON {one.table}"
        yield (
            f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {one.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        yield one.all
        yield cls._into(one, None)

    @staticmethod
    def _into(one: Source, id: str | None) -> str:
        return f"INSERT INTO {INDEX}(rowid, title, body, council) {one.rows(id, one.council)}"


VENDORS: Final[dict[str, type[SQLite] | type[PostgreSQL]]] = {"sqlite": SQLite, "postgresql": PostgreSQL}
