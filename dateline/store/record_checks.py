"""The statements that prove the record: what they find is broken."""

from __future__ import annotations

from sqlalchemy import text

__all__ = [
    "ACTOR_FAULTS",
    "ALL_CLUSTERS",
    "ALL_INCIDENTS",
    "ALL_JUDGEMENTS",
    "ALL_NODES",
    "ALL_WAITING",
    "DANGLING_JUDGEMENTS",
    "FAULTY_FURNITURE",
    "INCIDENT_FAULTS",
    "LATE_SUPERSEDED",
]

ALL_JUDGEMENTS = text("SELECT * FROM judgements ORDER BY no")
ALL_CLUSTERS = text("SELECT member, cluster FROM clusters WHERE kind = :kind")
ALL_WAITING = text("SELECT id, waiting.kind, waiting.score FROM waiting JOIN judgements ON no = judgement_no")
ALL_INCIDENTS = text("SELECT id, place, place_key FROM incidents WHERE place IS NOT NULL OR place_key IS NOT NULL")
ALL_NODES = text("""
    SELECT n.node, n."key", reports.id AS report_id FROM actor_nodes n LEFT JOIN reports ON reports.no = n.report_no
""")

_ENDS = {
    "copy": "SELECT id FROM reports",
    "actor": "SELECT node FROM actor_nodes",
    "incident": "SELECT id FROM claims",
    "claim": "SELECT id FROM claims",
}
DANGLING_JUDGEMENTS = tuple(
    text(f"""
        SELECT id FROM judgements
        WHERE kind = '{kind}' AND (subject NOT IN ({ends}) OR (object IS NOT NULL AND object NOT IN ({ends})))
    """)  # noqa: S608
    for kind, ends in _ENDS.items()
)
LATE_SUPERSEDED = text("""
    SELECT old.id FROM judgements old JOIN judgements new ON new.id = old.superseded_by
    WHERE new.made < old.made OR new.made_by <> old.made_by
""")

_DUE_USES = """
    SELECT coalesce(own.no, n.no) AS node_no, u.report_no, sum(role = 'source') AS as_source, sum(role = 'actor') AS as_actor,
           sum(role = 'target') AS as_target
    FROM claim_names u JOIN names ON names.id = u.name_id LEFT JOIN actor_nodes n ON n.node = names.key
    LEFT JOIN actor_nodes own ON own."key" = names.key AND own.report_no = u.report_no
    WHERE role <> 'place' GROUP BY u.name_id, u.report_no
"""
_USES = "SELECT node_no, report_no, as_source, as_actor, as_target FROM actor_uses"
_ROOT = "coalesce((SELECT cluster FROM clusters c WHERE c.kind = 'actor' AND c.member = node_no), node_no)"
_DUE_ACTORS = f"""
    SELECT {_ROOT} AS no, sum(as_source), sum(as_actor), sum(as_target), count(DISTINCT report_no)
    FROM actor_uses WHERE report_no NOT IN (SELECT no FROM reports WHERE superseded_by IS NOT NULL) GROUP BY 1
"""  # noqa: S608
_ACTORS = "SELECT no, as_source, as_actor, as_target, reports FROM actors"
# (statement that finds ids of what is wrong, the noun, what is wrong)
ACTOR_FAULTS = (
    (
        text(f"SELECT DISTINCT node_no FROM (SELECT * FROM ({_USES} EXCEPT {_DUE_USES}) UNION ALL "  # noqa: S608
             f"SELECT * FROM ({_DUE_USES} EXCEPT {_USES}))"),
        "actor node",
        "its uses are not those of the claims that name it",
    ),
    (
        text(f"SELECT DISTINCT no FROM (SELECT * FROM ({_ACTORS} EXCEPT {_DUE_ACTORS}) UNION ALL "  # noqa: S608
             f"SELECT * FROM ({_DUE_ACTORS} EXCEPT {_ACTORS}))"),
        "actor",
        "its counts are not those of its nodes",
    ),
    (
        text("""
            SELECT a.no FROM actors a JOIN actor_nodes n ON n.no = a.shown_by JOIN names ON names.key = n."key"
            WHERE a.name <> CASE WHEN n.report_no IS NULL THEN names.name ELSE n.name END
               OR a.kind <> CASE WHEN n.report_no IS NULL THEN names.kind ELSE n.kind END
               OR (a.shown_by <> a.no AND NOT EXISTS
                    (SELECT 1 FROM clusters WHERE clusters.kind = 'actor' AND member = a.shown_by AND cluster = a.no))
        """),
        "actor",
        "it is not shown by one of its names",
    ),
)  # fmt: skip

# claims whose last judgement by a person is a rejection
_REJECTED = """
    SELECT j.subject FROM judgements j WHERE j.kind = 'claim' AND j.verdict = 'reject' AND j.superseded_by IS NULL
      AND NOT EXISTS (SELECT 1 FROM judgements o WHERE o.kind = 'claim' AND o.subject = j.subject AND o.superseded_by IS NULL
                        AND o.verdict <> 'withdrawn' AND (o.made, o.id) > (j.made, j.id))
"""
_OF_INCIDENT = f"""
    SELECT c.no AS claim_no, coalesce(k.cluster, c.no) AS incident_no, r.no AS report_no, r.published
    FROM claims c LEFT JOIN clusters k ON k.kind = 'incident' AND k.member = c.no
    JOIN reports r ON r.no = c.report_no AND r.superseded_by IS NULL WHERE c.id NOT IN ({_REJECTED})
"""  # noqa: S608
_IS_SETTLED = "NOT IN (SELECT id FROM unsettled WHERE kind = 'incident')"
INCIDENT_FAULTS = (
    (
        text(f"""
            SELECT i.id FROM incidents i JOIN (
              SELECT incident_no, count(*) AS claims, count(DISTINCT report_no) AS reports,
                     substr(min(published), 1, 10) AS first_published, substr(max(published), 1, 10) AS last_published
              FROM ({_OF_INCIDENT}) WHERE incident_no IN (SELECT no FROM incidents) GROUP BY incident_no
            ) due ON due.incident_no = i.no
            WHERE i.id {_IS_SETTLED} AND (i.claims, i.reports) <> (due.claims, due.reports)
               OR i.id {_IS_SETTLED} AND (substr(i.first_published, 1, 10) IS NOT due.first_published
                                          OR substr(i.last_published, 1, 10) IS NOT due.last_published)
        """),  # noqa: S608
        "incident",
        "its counts or days are not those of its claims in reports that stand",
    ),
    (
        text(f"""
            SELECT i.id FROM incidents i
            WHERE i.id {_IS_SETTLED} AND i.no NOT IN (SELECT incident_no FROM ({_OF_INCIDENT}))
        """),  # noqa: S608
        "incident",
        "none of its claims is of a report that stands",
    ),
    (
        text("""
            SELECT i.id FROM incidents i JOIN claims c ON c.no = i.no
            WHERE c.id <> i.id OR EXISTS (SELECT 1 FROM clusters k
                                          WHERE k.kind = 'incident' AND k.member = i.no AND k.cluster <> i.no)
        """),
        "incident",
        "it does not stand under its oldest claim",
    ),
    (
        text(f"""
            SELECT root.id FROM ({_OF_INCIDENT}) o JOIN claims root ON root.no = o.incident_no
            WHERE o.claim_no IN (SELECT claim_no FROM incident_blocks)
              AND o.incident_no NOT IN (SELECT no FROM incidents) AND root.id {_IS_SETTLED}
        """),  # noqa: S608
        "incident",
        "it has claims, but no row",
    ),
    (
        text("""
            SELECT id FROM incidents
            WHERE disputes <> (SELECT count(*) FROM disputes WHERE incident_no = incidents.no)
        """),
        "incident",
        "its disputes are not as many as it says",
    ),
    (
        text("SELECT id FROM disputes WHERE (incident_no IS NULL) = (place_owner IS NULL) OR NOT json_valid(body)"),
        "dispute",
        "it is not of an incident or a place, or its sides cannot be read",
    ),
)
FAULTY_FURNITURE = text("""
    SELECT reports.id FROM signatures JOIN reports ON reports.no = report_no
    WHERE NOT json_valid(furniture) OR EXISTS (
      SELECT 1 FROM json_each(CASE WHEN json_valid(furniture) THEN furniture ELSE '[]' END) span
      WHERE NOT (json_extract(span.value, '$[0]') >= 0 AND json_extract(span.value, '$[0]') < json_extract(span.value, '$[1]')
                 AND json_extract(span.value, '$[1]') <= length(text)))
""")
