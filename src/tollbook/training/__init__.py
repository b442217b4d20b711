"""Learn the weights of the extractor's judging steps from articles that were read by hand, and say how good they are.

``python -m tollbook.training`` prints the scores; ``--write`` replaces the weights in
``tollbook/extraction/models``. The
articles' texts lie outside the project (see ``tests/gold/README.md``); extraction itself needs neither them nor
this package.
"""

from tollbook.training.decisions import STEPS, Decision, collect_decisions
from tollbook.training.examples import Example, read_examples
from tollbook.training.fitting import fit_network

__all__ = ["STEPS", "Decision", "Example", "collect_decisions", "fit_network", "read_examples"]
