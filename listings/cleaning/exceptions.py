"""Why a file cannot be cleaned."""


class Unclean(Exception):
    """It holds what cannot be taken out; the text says what, in the reader's words."""
