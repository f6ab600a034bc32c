"""The second migration: judgements, what candidates are found by, and what is assembled from them."""

from __future__ import annotations

__all__ = ["RECORD"]

_CLAIMS = (
    "ALTER TABLE claims ADD COLUMN figures TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE claims ADD COLUMN trigger_start INTEGER",
    "ALTER TABLE claims ADD COLUMN trigger_end INTEGER",
)

_JUDGED = (
    """
    CREATE TABLE judgements (
      no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subject TEXT NOT NULL, object TEXT,
      verdict TEXT NOT NULL, score REAL, reasons TEXT NOT NULL, "values" TEXT NOT NULL,
      made_by TEXT NOT NULL, made TEXT NOT NULL, superseded_by TEXT REFERENCES judgements (id)
    )
    """,
    "CREATE INDEX judgements_subject ON judgements (kind, subject, object)",
    "CREATE INDEX judgements_object ON judgements (kind, object, subject) WHERE object IS NOT NULL",
    "CREATE INDEX judgements_by ON judgements (made_by, no)",
    "CREATE INDEX judgements_apart ON judgements (kind) WHERE verdict = 'different'",
    """
    CREATE TABLE clusters (
      kind TEXT NOT NULL, member INTEGER NOT NULL, cluster INTEGER NOT NULL, PRIMARY KEY (kind, member)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX clusters_members ON clusters (kind, cluster)",
    """
    CREATE TABLE waiting (
      judgement_no INTEGER PRIMARY KEY REFERENCES judgements (no), kind TEXT NOT NULL, score REAL NOT NULL
    )
    """,
    "CREATE INDEX waiting_score ON waiting (score)",
    "CREATE INDEX waiting_kind ON waiting (kind, score)",
    "CREATE TABLE unsettled (kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID",
)

_COPIES = (
    """
    CREATE TABLE signatures (
      report_no INTEGER PRIMARY KEY REFERENCES reports (no), signature BLOB NOT NULL, furniture TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE bands (
      band INTEGER NOT NULL, report_no INTEGER NOT NULL REFERENCES reports (no), PRIMARY KEY (band, report_no)
    ) WITHOUT ROWID
    """,
)

_ACTORS = (
    """
    CREATE TABLE actor_nodes (
      no INTEGER PRIMARY KEY, node TEXT NOT NULL UNIQUE, "key" TEXT NOT NULL REFERENCES names ("key"), name TEXT NOT NULL,
      kind TEXT NOT NULL, report_no INTEGER REFERENCES reports (no), context TEXT
    )
    """,
    "CREATE INDEX claims_denies ON claims (denies) WHERE denies IS NOT NULL",
    'CREATE INDEX actor_nodes_key ON actor_nodes ("key", report_no)',
    "CREATE INDEX actor_nodes_report ON actor_nodes (report_no) WHERE report_no IS NOT NULL",
    """
    CREATE TABLE actor_blocks (
      block INTEGER NOT NULL, node_no INTEGER NOT NULL REFERENCES actor_nodes (no), PRIMARY KEY (block, node_no)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE actor_uses (
      node_no INTEGER NOT NULL REFERENCES actor_nodes (no), report_no INTEGER NOT NULL REFERENCES reports (no),
      as_source INTEGER NOT NULL, as_actor INTEGER NOT NULL, as_target INTEGER NOT NULL, PRIMARY KEY (node_no, report_no)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX actor_uses_report ON actor_uses (report_no)",
    """
    CREATE TABLE actors (
      no INTEGER PRIMARY KEY REFERENCES actor_nodes (no), shown_by INTEGER NOT NULL REFERENCES actor_nodes (no),
      name TEXT NOT NULL, kind TEXT NOT NULL,
      as_source INTEGER NOT NULL, as_actor INTEGER NOT NULL, as_target INTEGER NOT NULL, reports INTEGER NOT NULL
    )
    """,
    "CREATE INDEX actors_busy ON actors (as_source + as_actor + as_target DESC, no)",
    "CREATE INDEX actors_kind ON actors (kind, as_source + as_actor + as_target DESC, no)",
    "CREATE INDEX actors_shown_by ON actors (shown_by)",
    # an older archive's names are its first actors
    "INSERT INTO actor_nodes SELECT id, key, key, name, kind, NULL, NULL FROM names"
    " WHERE id IN (SELECT name_id FROM claim_names WHERE role <> 'place')",
    """
    INSERT INTO actor_uses
    SELECT name_id, report_no, sum(role = 'source'), sum(role = 'actor'), sum(role = 'target')
    FROM claim_names WHERE role <> 'place' GROUP BY name_id, report_no
    """,
    """
    INSERT INTO actors
    SELECT node_no, node_no, names.name, names.kind, sum(u.as_source), sum(u.as_actor), sum(u.as_target), count(*)
    FROM actor_uses u JOIN names ON names.id = node_no JOIN reports ON reports.no = report_no
    WHERE superseded_by IS NULL GROUP BY node_no
    """,
    "DROP INDEX names_busy",
    """
    CREATE VIRTUAL TABLE names_fts USING fts5 (
      "key", content='names', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
    )
    """,
    "INSERT INTO names_fts (names_fts) VALUES ('rebuild')",
)

_INCIDENTS = (
    """
    CREATE TABLE incident_blocks (
      block INTEGER NOT NULL, day INTEGER NOT NULL, claim_no INTEGER NOT NULL REFERENCES claims (no),
      PRIMARY KEY (block, day, claim_no)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE incidents (
      no INTEGER PRIMARY KEY REFERENCES claims (no), id TEXT NOT NULL UNIQUE REFERENCES claims (id),
      type TEXT, title TEXT NOT NULL,
      place TEXT, place_key TEXT, place_id TEXT, lat REAL, lon REAL, precision_km REAL, country TEXT,
      first_day TEXT, last_day TEXT, claims INTEGER NOT NULL, reports INTEGER NOT NULL,
      origins_low INTEGER NOT NULL, origins_high INTEGER NOT NULL, killed_low REAL, killed_high REAL,
      disputes INTEGER NOT NULL, first_published TEXT, last_published TEXT
    )
    """,
    # first_published: what was known on a day is told from the index alone
    "CREATE INDEX incidents_size ON incidents (claims, no, first_published)",
    "CREATE INDEX incidents_days ON incidents (first_day, last_day, no, first_published)",
    "CREATE INDEX incidents_origins ON incidents (origins_low, claims, no, first_published)",
    "CREATE INDEX incidents_killed ON incidents (killed_high, claims, no, first_published)",
    "CREATE INDEX incidents_published ON incidents (first_published)",
    "CREATE INDEX incidents_type ON incidents (type, claims)",
    "CREATE INDEX incidents_place_key ON incidents (place_key) WHERE place_key IS NOT NULL",
    "CREATE INDEX incidents_place_id ON incidents (place_id) WHERE place_id IS NOT NULL",
    """
    CREATE TABLE disputes (
      no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
      incident_no INTEGER REFERENCES incidents (no) ON DELETE CASCADE, place_owner TEXT, place TEXT, place_key TEXT,
      about TEXT NOT NULL, sides INTEGER NOT NULL, origins INTEGER NOT NULL, size INTEGER NOT NULL,
      first_published TEXT, last_published TEXT, body TEXT NOT NULL
    )
    """,
    "CREATE INDEX disputes_incident ON disputes (incident_no) WHERE incident_no IS NOT NULL",
    "CREATE INDEX disputes_owner ON disputes (place_owner) WHERE place_owner IS NOT NULL",
    "CREATE INDEX disputes_place ON disputes (place_key) WHERE place_key IS NOT NULL",
    "CREATE INDEX disputes_size ON disputes (size, no)",
    # the holdings that an older archive tells of are yet to be compared
    """
    INSERT OR IGNORE INTO unsettled
    SELECT 'place', coalesce(claims.place_id, names.key) FROM claims
    JOIN claim_names ON claim_names.role = 'place' AND claim_no = claims.no JOIN names ON names.id = name_id
    WHERE claims.kind = 'holding'
    """,
)

RECORD = (*_CLAIMS, *_JUDGED, *_COPIES, *_ACTORS, *_INCIDENTS)
