"""The web, politely: sources in, archived bytes out.

`discovery` asks feeds and sitemaps for candidates, `pages` fetches them, `files` reads what lies on
disk, `archive` keeps every byte before it is read. Everything that touches the network goes through
`web.Web`. Outcomes are values; nothing here knows the scheduler or the database.
"""
