"""The pages of rounds: running them, writing, challenging and agreeing assessments, and what these claim and promise."""
