"""robots.txt: what a host asks of us."""

import re
from dataclasses import dataclass

from protego import Protego

MAX_BYTES = 1_000_000  # RFC 9309 asks for 500 KiB at least
_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*:?\s*([^#\s]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to one agent; without one, everything is allowed."""

    agent: str
    parsed: Protego | None = None

    def allow(self, url: str) -> bool:
        """Whether ``url`` (normalised, of this host) may be fetched."""
        return self.parsed is None or self.parsed.can_fetch(url, self.agent)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """What its `Sitemap:` lines say, as written, in their order."""
        return tuple(self.parsed.sitemaps) if self.parsed else ()

    @property
    def delay_seconds(self) -> float:
        """The longer of crawl-delay and what the request rate comes to; 0 where neither is given."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(self.agent)
        return max(self.parsed.crawl_delay(self.agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)


def parse(body: bytes, agent: str) -> Rules:
    """The rules in ``body`` for ``agent``, a product token such as 'nightdesk'. Any bytes are taken.

    Other agents' names are made one: a file of ten thousand names and as many rules would have the parser
    build every pair.
    """
    text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
    lines = (_with_known_agent(line, agent.lower()) for line in text.splitlines())
    return Rules(agent, Protego.parse("\n".join(lines)))


def _with_known_agent(line: str, agent: str) -> str:
    if not (named := _AGENT_LINE.match(line)):
        return line
    name = named.group(1).split("/")[0].lower()
    return f"User-agent: {name if name in ('*', agent) else 'other'}"
