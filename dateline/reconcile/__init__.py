"""Claims to judgements: which claims tell of the same report, actor, incident, and which cannot all be true."""
