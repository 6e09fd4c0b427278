"""The invented newsroom that ships with Nightdesk: outlets, articles, a server, and the truth about them.

Everything told in it is invented, at real places. ``docs/sample.md`` shows how to add an article.
"""

from flows.sample.files import write
from flows.sample.newsroom import NIGHTS, day_of
from flows.sample.server import Newsroom, serve
from flows.sample.truth import truth_after

__all__ = ["NIGHTS", "Newsroom", "day_of", "serve", "truth_after", "write"]
