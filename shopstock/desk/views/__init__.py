"""What the screen draws: frozen values, ready for JSON, and a public interface.

Money and quantities are decimal strings, days ISO dates, instants ISO with offset, row numbers and
`days_left` integers; what is absent is None. Fields are only ever added.

A view is imported from the module of its job, so that the counter opens before the other jobs are loaded.
"""
