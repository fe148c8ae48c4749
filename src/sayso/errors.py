"""Everything that sayso raises on purpose.

SaysoError
├── SettingsError(ValueError)   a setting or an argument that is not allowed
├── PluginError(LookupError)    no plug-in of that name
├── InputError(OSError)         an input that cannot be opened, or an output that cannot be written
├── FetchError(OSError)         a page that cannot be fetched
├── RejectedError(ValueError)   one page was asked for, and it holds no report
├── ModelError                  a model that is missing, or differs from its card
└── StoreError                  a ledger that cannot be read or written

What is expected in news is not raised: a page without a report is a `Rejected` value.
Fields go to `super().__init__` by position, so that an error survives the way out of a worker process.
"""


class SaysoError(Exception):
    """The root; catch it to catch all."""


class SettingsError(SaysoError, ValueError):
    """Raised when a setting or an argument is unknown or out of its range."""


class PluginError(SaysoError, LookupError):
    """Raised when no plug-in of a group has the name asked for."""


class InputError(SaysoError, OSError):
    """Raised when a file cannot be opened, read or written."""


class FetchError(SaysoError, OSError):
    """Raised when an address is refused, does not answer, or answers with an error."""


class RejectedError(SaysoError, ValueError):
    """Raised when one page was asked for and a stage declined it; over many pages, `Rejected` is a value.

    Args:
        source: How the caller named the page.
        reason: A value of `records.Reason`.
        detail: One line for people; `None`: the reason says it all.
    """

    def __init__(self, source: str | None, reason: str, detail: str | None = None) -> None:
        super().__init__(source, reason, detail)
        self.source, self.reason, self.detail = source, reason, detail

    def __str__(self) -> str:
        what = f"{self.source or 'the page'} holds no report: {self.reason.replace('_', ' ')}"
        return f"{what} ({self.detail})" if self.detail else what


class ModelError(SaysoError):
    """Raised when a model is missing, or is not the one its card or pin names."""


class StoreError(SaysoError):
    """Raised when a ledger cannot be read or written."""
