"""Shopstock: serial numbers, batches, warranties and expiry dates for small shops, from one field."""

__version__ = "0.1.0"
