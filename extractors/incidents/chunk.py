"""A sentence as chunks: who is counted, what befell them, and the small words between.

A sentence becomes a list of chunks and a string with one letter a chunk, which `tolls` reads:
'Gunmen killed two soldiers and a boy, police said' is 'PKNcN,Ps'.

N a count of people ('two soldiers', 'a boy')    P people without a count    Z a name
q 'a' before an unknown noun    w any other word    punctuation stands for itself

What befell people (``words/casualties.csv``):
K killed    V died (far behind its people)    E dead (close behind)    X to death    Y killing (before them)
D deaths    B bodies    T the toll, the dead    H injured    G injuring    J injuries    U the injured
C casualties    M missing    A abducted    a abducting    R arrested, rescued: out of every toll

Small words (``words/glue.csv``):
b was    h have    c and    d as well as    i including    f of    t the, his    m them, whom    y by
/ in, at, who    | when, while: a new clause    s said    0 no, none    x to, could: not real    e left
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """So many people: ``side`` as in the word list, ``others`` for people besides those counted before."""

    value: int | None
    qualifier: str | None = None
    low: int | None = None
    high: int | None = None
    side: str = "people"
    target: str = ""
    others: bool = False
    pronoun: bool = False  # 'two of them'
    definite: bool = False  # 'the policeman': no number of its own
    said: tuple[int, int] | None = None  # the tokens of the qualifier
    standing: str = ""  # of people of no side: 'unarmed', 'grown' or 'beside', as in phrases.toml


@dataclass(slots=True)  # not frozen: every word makes one, and that would cost three times as much
class Chunk:
    """A run of tokens with its letter; ``side`` is what a casualty word itself implies."""

    letter: str
    first: int
    last: int
    count: Count | None = None
    side: str = ""
