"""No rows of its own. The file is there because Django tells only apps with models when the tables were brought up to date."""
