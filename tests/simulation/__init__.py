"""A small grocery that lives for weeks or years in memory, through the real jobs."""
