"""The web, politely: sources in, archived bytes out. Knows no scheduler and no database.

`discovery` asks feeds and sitemaps (mended by `xmlbytes`, parsed by `feeds` and `sitemaps`), and home and
section pages where those fail (`sections`), for candidates; `versions` leads AMP and print versions to their
article; `pages` fetches.
`folders`, `files` and `lists` read what lies on disk. `archive` keeps every byte before it is read, as
`warcrecords`; `warc` reads it again (past damage by `salvage`, each record by `warcdocuments`), and
`leftovers` what a broken night kept. `probe` tries one source out.

Whatever goes over the network goes through `web`: it knows `robots`, gives each of the `hosts` its
pauses, and sends by `exchange` over `transport`, which decides whom a socket may reach. Outcomes are the
values in `answers`; an exception is what nobody foresaw.
"""
