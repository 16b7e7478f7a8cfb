"""What a person sees: one workspace, one file per job. Draws views, holds no rule.

Only this package knows Textual; it talks to the desk (`shopstock.desk`) and to nothing below it.
"""
