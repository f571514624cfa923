"""The bundled lists, one TOML file an edition, each with its source and its first day."""
