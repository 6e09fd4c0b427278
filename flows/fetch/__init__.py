"""The web, politely: sources in, archived bytes out. Knows no scheduler and no database.

`discovery` asks feeds and sitemaps (parsed by `feeds` and `sitemaps`) for candidates, `pages` fetches them,
`folders` and `files` read what lies on disk, `archive` keeps every byte before it is read and `warc` reads it
again. Whatever goes over the network goes through `web`: it knows `robots`, gives each of the `hosts` its
pauses, and sends by `exchange` over `transport`, which decides whom a socket may reach. Outcomes are the
values in `answers`; an exception is what nobody foresaw.
"""
