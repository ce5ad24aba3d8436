"""What can go wrong with saved searches."""


class TooManyError(Exception):
    """The person keeps as many searches as one may."""
