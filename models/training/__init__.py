"""Training pipeline of Wireroom's own enrichment models (see models/README.md)."""
