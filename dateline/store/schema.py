"""The archive's tables as SQLAlchemy sees them. ``migrations`` makes them; a test holds the two to be the same."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

__all__ = [
    "APPLICATION_ID",
    "SCHEMA",
    "actor_blocks",
    "actor_nodes",
    "actor_uses",
    "actors",
    "addresses",
    "bands",
    "claim_counts",
    "claim_names",
    "claims",
    "claims_fts",
    "clusters",
    "disputes",
    "incident_blocks",
    "incidents",
    "judgements",
    "metadata",
    "name_forms",
    "names",
    "names_fts",
    "originals",
    "readings",
    "reports",
    "reports_fts",
    "schema_version",
    "signatures",
    "unsettled",
    "waiting",
]

SCHEMA = 3
APPLICATION_ID = 0x444C4E45  # "DLNE": how a Dateline archive is told from any other SQLite file

metadata = MetaData()

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("applied", Text, nullable=False),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("codec", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("supersedes", Text, ForeignKey("reports.id")),
    Column("superseded_by", Text, ForeignKey("reports.id")),
    Column("title", Text),
    Column("outlet", Text),
    Column("outlet_key", Text),
    Column("agency", Text),
    Column("byline", Text),
    Column("url", Text),
    Column("published", Text),
    Column("filed_place", Text),
    Column("filed_date", Text),
    Column("language", Text),
    Column("added", Text, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("original_sha256", Text, ForeignKey("originals.sha256"), nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    Column("address", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("report_no", Integer, ForeignKey("reports.no"), nullable=False),
    Column("added", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("report_no", Integer, ForeignKey("reports.no"), primary_key=True),
    Column("dateline", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("claims_sha256", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("codec", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("report_no", Integer, ForeignKey("reports.no"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("local_id", Text, nullable=False),
    Column("statement", Text),
    Column("chain", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_kind", Text),
    Column("stance", Text, nullable=False),
    Column("type", Text),
    Column("mode", Text),
    Column("status", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("actors", Text, nullable=False),
    Column("targets", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("trigger_start", Integer),
    Column("trigger_end", Integer),
    Column("place", Text),
    Column("place_id", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision_km", Float),
    Column("country", Text),
    Column("time_text", Text),
    Column("time_value", Text),
    Column("earliest", Text),
    Column("latest", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("denies", Text),
    Column("confidence", Float, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("text", Text, nullable=False),
)

names = Table(
    "names",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("as_source", Integer, nullable=False),
    Column("as_actor", Integer, nullable=False),
    Column("as_target", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("as_party", Integer, nullable=False),
    Column("as_place", Integer, nullable=False),
)

name_forms = Table(
    "name_forms",
    metadata,
    Column("name_id", Integer, ForeignKey("names.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("uses", Integer, nullable=False),
)

claim_names = Table(
    "claim_names",
    metadata,
    # how the claim uses the name: source, link (another one of its chain), actor, target or place
    Column("role", Text, primary_key=True),
    Column("name_id", Integer, ForeignKey("names.id"), primary_key=True),
    Column("report_no", Integer, ForeignKey("reports.no"), primary_key=True),
    Column("claim_no", Integer, ForeignKey("claims.no"), primary_key=True),
    Column("position", Integer, nullable=False),
)

claim_counts = Table(
    "claim_counts",
    metadata,
    # an empty text is none
    Column("kind", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("stance", Text, primary_key=True),
    Column("status", Text, primary_key=True),
    Column("outlet_key", Text, primary_key=True),
    Column("dated", Integer, primary_key=True),
    Column("standing", Integer, primary_key=True),
    Column("claims", Integer, nullable=False),
)

# What was judged, by the machine and by persons: rows are added, never changed but for what supersedes them.

judgements = Table(
    "judgements",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("object", Text),
    Column("verdict", Text, nullable=False),
    Column("score", Float),
    Column("reasons", Text, nullable=False),
    Column("values", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("superseded_by", Text, ForeignKey("judgements.id")),
)

# What is found again when a report comes that may be like an older one.

signatures = Table(
    "signatures",
    metadata,
    Column("report_no", Integer, ForeignKey("reports.no"), primary_key=True),
    Column("signature", LargeBinary, nullable=False),
    Column("furniture", Text, nullable=False),
)

bands = Table(
    "bands",
    metadata,
    Column("band", Integer, primary_key=True),
    Column("report_no", Integer, ForeignKey("reports.no"), primary_key=True),
)

actor_nodes = Table(
    "actor_nodes",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("node", Text, nullable=False),
    Column("key", Text, ForeignKey("names.key"), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("report_no", Integer, ForeignKey("reports.no")),
    Column("context", Text),
)

actor_blocks = Table(
    "actor_blocks",
    metadata,
    Column("block", Integer, primary_key=True),
    Column("node_no", Integer, ForeignKey("actor_nodes.no"), primary_key=True),
)

incident_blocks = Table(
    "incident_blocks",
    metadata,
    Column("block", Integer, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("claim_no", Integer, ForeignKey("claims.no"), primary_key=True),
)

# What follows from the rest, kept so that questions are answered at once.

clusters = Table(
    "clusters",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("member", Integer, primary_key=True),
    Column("cluster", Integer, nullable=False),
)

waiting = Table(
    "waiting",
    metadata,
    Column("judgement_no", Integer, ForeignKey("judgements.no"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("score", Float, nullable=False),
)

unsettled = Table(
    "unsettled",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
)

actor_uses = Table(
    "actor_uses",
    metadata,
    Column("node_no", Integer, ForeignKey("actor_nodes.no"), primary_key=True),
    Column("report_no", Integer, ForeignKey("reports.no"), primary_key=True),
    Column("as_source", Integer, nullable=False),
    Column("as_actor", Integer, nullable=False),
    Column("as_target", Integer, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("no", Integer, ForeignKey("actor_nodes.no"), primary_key=True),
    Column("shown_by", Integer, ForeignKey("actor_nodes.no"), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("as_source", Integer, nullable=False),
    Column("as_actor", Integer, nullable=False),
    Column("as_target", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("no", Integer, ForeignKey("claims.no"), primary_key=True),
    Column("id", Text, ForeignKey("claims.id"), nullable=False),
    Column("type", Text),
    Column("title", Text, nullable=False),
    Column("place", Text),
    Column("place_key", Text),
    Column("place_id", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision_km", Float),
    Column("country", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("origins_low", Integer, nullable=False),
    Column("origins_high", Integer, nullable=False),
    Column("killed_low", Float),
    Column("killed_high", Float),
    Column("disputes", Integer, nullable=False),
    Column("first_published", Text),
    Column("last_published", Text),
)

disputes = Table(
    "disputes",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("incident_no", Integer, ForeignKey("incidents.no")),
    Column("place_owner", Text),
    Column("place", Text),
    Column("place_key", Text),
    Column("about", Text, nullable=False),
    Column("sides", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("first_published", Text),
    Column("last_published", Text),
    Column("body", Text, nullable=False),
)

# Virtual tables of FTS5, of which SQLAlchemy needs to know only the columns that statements name.
full_text = MetaData()
reports_fts = Table("reports_fts", full_text, Column("rowid", Integer), Column("title", Text), Column("text", Text))
names_fts = Table("names_fts", full_text, Column("rowid", Integer), Column("key", Text))
claims_fts = Table(
    "claims_fts",
    full_text,
    Column("rowid", Integer),
    Column("text", Text),
    Column("chain", Text),
    Column("actors", Text),
    Column("targets", Text),
    Column("place", Text),
)
