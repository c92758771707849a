"""Settings: config/nutgraf.toml, overridden by NUTGRAF_… in the environment, secrets also from files."""
