"""tollbook: casualty figures in news articles, kept with their exact words.

``extract`` reads the claims of one text, ``read`` streams articles from files, ``build`` makes a warehouse of them, and
``connect`` opens it. Each is loaded when it is first used, so that the import itself costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tollbook.api import (
        Article,
        ArticleClaims,
        Claim,
        Outcome,
        RejectedArticle,
        UnreadSentence,
        build,
        connect,
        extract,
        read,
    )
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module 'tollbook' has no attribute {name!r}; it offers {', '.join(__all__)}")
        return getattr(import_module("tollbook.api"), name)


__all__ = [
    "Article",
    "ArticleClaims",
    "Claim",
    "Outcome",
    "RejectedArticle",
    "UnreadSentence",
    "build",
    "connect",
    "extract",
    "read",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
