"""What waits to be printed at which till, and which papers came out once.

A job is no part of the ledger: an old one that is done may go. Its steps are: it waits, its bytes are being sent
(committed before the printer is touched), and then it is done, waits again because nothing was sent, or nobody is
sure. What nobody is sure of is printed again by a person's word only, so a paper never comes out twice by itself.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect, key_exists

NAME = "printing"

STATES = ("waiting", "sending", "unsure", "done", "dropped")
# A waiting job may become unsure where the shop was put back to an earlier hour: it may have come out since.
STEPS = (
    ("waiting", "waiting"),
    ("waiting", "sending"),
    ("waiting", "unsure"),
    ("waiting", "dropped"),
    ("sending", "waiting"),
    ("sending", "done"),
    ("sending", "unsure"),
    ("unsure", "waiting"),
    ("unsure", "done"),
    ("unsure", "dropped"),
)


def statements(dialect: Dialect) -> list[str]:
    """Tables, then the triggers that keep a job's steps in their order."""
    return [
        dialect.table("print_job", _job(dialect)),
        "CREATE INDEX print_job_state ON print_job (till_id, state, changed_at_us)",
        dialect.table("printed_paper", _PAPER),
        *_steps(dialect),
        dialect.trigger("printed_paper_unchanged", "BEFORE UPDATE", "printed_paper", "written_once", "1"),
        dialect.trigger("printed_paper_undeleted", "BEFORE DELETE", "printed_paper", "written_once", "1"),
    ]


# A row says that this paper went to a printer once: whatever follows it is a copy.
_PAPER = """
    booking_id {int} NOT NULL REFERENCES booking (id),
    kind {text} NOT NULL CHECK (kind <> ''),
    at_us {int} NOT NULL,
    PRIMARY KEY (booking_id, kind)"""


def _job(dialect: Dialect) -> str:
    states = ", ".join(f"'{state}'" for state in STATES)
    return f"""
        id {{id_once}} CHECK (id > 0),
        till_id {{int}} NOT NULL REFERENCES till (id),
        made_at_us {{int}} NOT NULL,
        day {{text}} NOT NULL CHECK ({dialect.is_day("day")}),
        kind {{text}} NOT NULL CHECK (kind <> ''),
        title {{text}} NOT NULL CHECK (title <> ''),
        booking_id {{int}} REFERENCES booking (id),
        body {{text}} CHECK (body IS NULL OR ({dialect.is_json_object("body")})),
        printer {{text}} NOT NULL CHECK (printer IN ('receipt', 'labels')),
        copies {{int}} NOT NULL CHECK (copies >= 1),
        state {{text}} NOT NULL CHECK (state IN ({states})),
        tries {{int}} NOT NULL CHECK (tries >= 0),
        trouble {{text}} CHECK (trouble <> ''),
        changed_at_us {{int}} NOT NULL,
        CHECK (body IS NOT NULL OR booking_id IS NOT NULL)"""


def _steps(dialect: Dialect) -> list[str]:
    """A job begins waiting, steps on as listed, stays the same paper, and goes only when it is over."""
    legal = ", ".join(f"'{before} {after}'" for before, after in STEPS)
    another = " OR ".join(
        [
            *(f"NEW.{column} <> OLD.{column}" for column in ("id", "till_id", "made_at_us", "kind", "title")),
            "coalesce(NEW.booking_id, 0) <> coalesce(OLD.booking_id, 0)",
            "coalesce(NEW.body, '') <> coalesce(OLD.body, '')",
            "NEW.tries < OLD.tries",
        ]
    )
    return [
        dialect.trigger(
            "print_job_begins",
            "BEFORE INSERT",
            "print_job",
            "print",
            f"NEW.state <> 'waiting' OR NEW.tries <> 0 OR {key_exists('print_job', ())}",
        ),
        dialect.trigger(
            "print_job_steps",
            "BEFORE UPDATE",
            "print_job",
            "print",
            f"(OLD.state || ' ' || NEW.state) NOT IN ({legal}) OR {another}",
        ),
        dialect.trigger(
            "print_job_stays", "BEFORE DELETE", "print_job", "print", "OLD.state NOT IN ('done', 'dropped')"
        ),
    ]
