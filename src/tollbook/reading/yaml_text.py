"""Load YAML that somebody else wrote: neither aliases nor depth let a few lines stand for more than they print."""

from typing import Any

import yaml

_MOST_LEVELS = 20


def load_yaml(content: str | bytes, loader: type[yaml.BaseLoader] | type[yaml.SafeLoader]) -> Any:
    """Return what a YAML document holds; raises ``yaml.YAMLError`` for one that is broken, too deep or has aliases."""
    level = 0
    for event in yaml.parse(content, loader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("it uses aliases (*name), which are not read here: write the value out")
        level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if level > _MOST_LEVELS:
            raise yaml.YAMLError(f"it is nested more than {_MOST_LEVELS} levels deep")
    return yaml.load(content, loader)
