"""Asking the web: polite, bounded requests, one at a time to each host unless its source allows more."""

import random
import re
import threading
from dataclasses import replace
from datetime import datetime

from extractors.records import Source
from flows.fetch import robots
from flows.fetch.addresses import host_key, normalised, origin, redirected
from flows.fetch.answers import Answer, Refusal
from flows.fetch.dates import instant
from flows.fetch.exchange import REDIRECTS, Limits, Question, exchange
from flows.fetch.headers import one_line
from flows.fetch.hosts import Clock, Host
from flows.fetch.robots import Rules
from flows.fetch.transport import GuardedAdapter, Network


def user_agent(version: str, contact: str) -> str:
    """An honest name: 'nightdesk/0.1.0 (+https://desk.example/bot)'; ``contact`` an address or a mailbox."""
    contact = one_line(contact).encode("ascii", "ignore").decode()
    return f"nightdesk/{version} (+{contact})" if contact else f"nightdesk/{version}"


class Web:
    """The web as one night sees it; safe to share among threads.

    Cookies are neither kept nor sent, proxies and log-ins from the environment not used, TLS is verified.
    """

    def __init__(
        self,
        agent: str,
        limits: Limits | None = None,
        network: Network | None = None,
        clock: Clock | None = None,
        jitter: random.Random | None = None,
    ) -> None:
        self.agent = agent
        self.limits = limits or Limits()
        self._network = network or Network()
        self.clock = clock or Clock()
        self._jitter = jitter or random.Random()  # noqa: S311  # spreads retries, keeps no secret
        self._token = re.split(r"[/\s]", agent)[0]
        self._hosts: dict[str, Host] = {}
        self._hosts_lock = threading.Lock()

    def get(self, question: Question) -> Answer | Refusal:
        """The page after redirects, or why there is none; of a known page that did not change, status 304.

        Robots rules and the guard on addresses hold on every hop.
        """
        url = question.url
        asked = [url]
        while True:
            hop = replace(question, url=asked[-1])
            answer = self._forbidden(hop) or self._ask(hop)
            if isinstance(answer, Refusal):
                return replace(answer, url=url)
            if answer.status not in REDIRECTS:
                return replace(answer, url=normalised(answer.url) or answer.url)
            target = redirected(answer.header("Location") or "", hop.url)
            if target is None:
                shown = one_line(answer.header("Location") or "nowhere")[:200]
                return Refusal(url, "bad address", f"redirected to {shown}")
            if target in asked or len(asked) > self.limits.max_redirects:
                return Refusal(url, "too many redirects", f"{len(asked)}, the last to {target[:200]}")
            asked.append(target)

    def rules(self, source: Source, url: str) -> Rules | Refusal:
        """What robots.txt says for ``url`` (normalised), asked once a night; or why that is not known."""
        host, place = self._host(url, source), (origin(url), source.allow_private)
        with host.robots_lock:
            if place not in host.robots:
                host.robots[place] = self._ask_rules(f"{place[0]}/robots.txt", source)
            return host.robots[place]

    def sitemaps(self, source: Source, url: str) -> tuple[str, ...]:
        """The sitemaps that robots.txt names on the host of ``url``, normalised; none where it is silent."""
        rules = self.rules(source, url)
        if isinstance(rules, Refusal):
            return ()
        found = (normalised(written, url) for written in rules.sitemaps)
        return tuple(dict.fromkeys(address for address in found if address))

    def close(self) -> None:
        """Close every kept connection."""
        with self._hosts_lock:
            for host in self._hosts.values():
                for adapter in host.adapters.values():
                    adapter.close()

    def _host(self, url: str, source: Source) -> Host:
        key = host_key(url)
        with self._hosts_lock:
            host = self._hosts.setdefault(key, Host(key, source.connections))
            host.connections = min(host.connections, source.connections)
            return host

    def _forbidden(self, question: Question) -> Refusal | None:
        rules = self.rules(question.source, question.url)
        if isinstance(rules, Refusal):
            return replace(rules, detail=f"robots.txt: {rules.detail}")
        if rules.allow(question.url):
            return None
        return Refusal(question.url, "refused by robots", f"for {self._token}")

    def _ask_rules(self, url: str, source: Source) -> Rules | Refusal:
        """4xx or a maze of redirects: no rules. Server errors and silence: nothing is fetched tonight."""
        target: str | None = url
        for _ in range(self.limits.max_redirects + 1):
            if target is None:
                break
            answer = self._ask(Question(target, source, max_bytes=robots.MAX_BYTES))
            if isinstance(answer, Refusal):
                is_absent = answer.status is not None and 400 <= answer.status < 500 and answer.status != 429
                return Rules(self._token) if is_absent else answer
            if answer.status not in REDIRECTS:
                return robots.parse(answer.body, self._token)
            target = redirected(answer.header("Location") or "", target)
        return Rules(self._token)

    def _ask(self, question: Question) -> Answer | Refusal:
        """One address, with retries; a redirect is an answer here."""
        host = self._host(question.url, question.source)
        for attempt in range(self.limits.retries + 1):
            with host.gate:
                host.gate.wait_for(lambda: host.busy < host.connections)
                if refusal := self._wait_for_turn(host, question):
                    return refusal
                adapter = self._adapter(host, question.source)
                host.busy += 1
                host.last_start = self.clock.monotonic()
            try:
                answer = exchange(adapter, question, self.agent, self.limits, self.clock.now())
                with host.gate:
                    if isinstance(answer, Answer):
                        host.failures = 0
                    elif answer.is_host_trouble:
                        self._hold_back(host, answer, attempt)
            finally:
                with host.gate:
                    host.busy -= 1
                    host.last_end = self.clock.monotonic()
                    host.gate.notify_all()  # who wakes may be refused and wake nobody else
            if isinstance(answer, Answer) or not answer.is_host_trouble:
                return answer
            if answer.reason == "timed out":  # it has cost its minute; the next night may be better
                break
        return answer

    def _wait_for_turn(self, host: Host, question: Question) -> Refusal | None:
        """Wait for this host's pause to end; the refusal where it is not to be asked. The gate is held."""
        url = question.url
        if host.given_up:
            return replace(host.given_up, url=url, detail=f"left alone tonight: {host.given_up.detail}")
        now = self.clock.monotonic()
        starts = max(now, host.starts_at(self._delay_seconds(host, question.source)))
        if host.opened_at is None:
            host.opened_at = now
        elif starts > host.opened_at + self.limits.host_seconds:
            detail = f"the host's {self.limits.host_seconds:.0f} s for one night are used up"
            return Refusal(url, "beyond the limit", detail)
        if starts > now:
            self.clock.sleep(starts - now)
        return None

    def _adapter(self, host: Host, source: Source) -> GuardedAdapter:
        if source.allow_private not in host.adapters:
            host.adapters[source.allow_private] = GuardedAdapter(
                self._network, source.allow_private, self.limits.total_seconds, source.connections
            )
        return host.adapters[source.allow_private]

    def _delay_seconds(self, host: Host, source: Source) -> float:
        floor = 0.0 if source.allow_private else self.limits.min_delay_seconds
        asked = [rules.delay_seconds for rules in list(host.robots.values()) if isinstance(rules, Rules)]
        return max(source.delay_seconds, floor, *asked)

    def _hold_back(self, host: Host, refusal: Refusal, attempt: int) -> None:
        """After trouble: a longer pause each time, as long as the host asks for, or peace for the night."""
        host.failures += 1
        asked = _retry_after_seconds(refusal.retry_after, self.clock.now())
        if asked > self.limits.retry_after_seconds:
            host.given_up = replace(refusal, detail=f"{refusal.detail}, asks for {asked:.0f} s of peace")
        elif host.failures >= self.limits.host_failures:
            host.given_up = replace(refusal, detail=f"{host.failures} failures in a row, {refusal.detail}")
        backoff = self.limits.backoff_seconds * 2**attempt * self._jitter.uniform(0.5, 1.5)
        host.not_before = self.clock.monotonic() + max(asked, backoff)


def _retry_after_seconds(written: str | None, now: datetime) -> float:
    """What a Retry-After header (seconds or a date) comes to; 0 where it says nothing sensible."""
    if not written:
        return 0.0
    if re.fullmatch(r"\s*[0-9]+\s*", written):
        return float(written.strip()[:15])
    until = instant(written)
    return max(0.0, (until - now).total_seconds()) if until else 0.0
