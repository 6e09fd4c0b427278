"""The commands of housekeeping: what goes, what is kept twice, what is forgotten."""

import getpass
from pathlib import Path

import click

from flows.options import FOLDER, warehouse_of, warehouse_option

_HERE = Path()
_SHOWN = 20  # articles, before they are forgotten


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@warehouse_option
def tidy(dry_run: bool, warehouse: Path | None) -> None:
    """Remove what the settings under [keep] let go; each night does the same when it has published.

    By default only the oldest of the earlier published files go. What went stands in `removed_files`.
    """
    from flows.settings import load_settings
    from flows.tidying import tidy as remove

    found = remove(warehouse_of(warehouse), load_settings(), dry=dry_run)
    for one in found:
        click.echo(f"{one.file}  {one.bytes:,} bytes  ({one.because})")
    size = sum(one.bytes for one in found)
    click.echo(f"{'Would remove' if dry_run else 'Removed'} {len(found)} files, {size:,} bytes.")


@click.command()
@click.argument("directory", type=FOLDER)
@warehouse_option
def backup(directory: Path, warehouse: Path | None) -> None:
    """Copy everything into a new folder in DIRECTORY, also while a night runs.

    What did not change since the backup before is linked, not copied. `nightdesk restore` is the way back.
    """
    from flows.backup import backup as copy

    made = copy(warehouse_of(warehouse), directory, _HERE)
    if not made.with_working:
        click.echo("A run is under way: rulings made since the last night was published are not in it.")
    click.echo(f"Wrote {made.path}: {made.files} files, {made.bytes:,} bytes.")


@click.command()
@click.argument("backup", type=click.Path(exists=True, file_okay=False, path_type=Path))
@warehouse_option
def restore(backup: Path, warehouse: Path | None) -> None:
    """Make the warehouse anew from BACKUP, a folder that `nightdesk backup` wrote.

    Every file is checked first; a warehouse that is there is never written over. Settings files that are
    missing here are restored, too.
    """
    from flows.backup import restore as bring_back

    folder = warehouse_of(warehouse)
    click.echo(f"Restored {bring_back(backup, folder, _HERE)} files to {folder}: run the night.")


@click.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--why", required=True, help="The reason; it stays on record.")
@click.option("--who", default=getpass.getuser, show_default="your login", help="Who asked.")
@click.option("--in-advance", is_flag=True, help="Also addresses of which nothing is here: never fetch them.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@warehouse_option
def forget(
    names: tuple[str, ...], why: str, who: str, in_advance: bool, yes: bool, warehouse: Path | None
) -> None:
    """Take articles out of everything, for ever: NAMES are addresses, article ids or declared hashes.

    \b
    nightdesk forget https://outlet.example/a/1 --who "the editor" --why "letter of 3 May"
    """
    from flows.forgetting import forget as take_out
    from flows.forgetting import meant

    folder = warehouse_of(warehouse)
    if not yes:
        found = meant(folder, list(names))
        for line in ("To be taken out from everywhere:", *found[:_SHOWN]) if found else ():
            click.echo(line)
        if len(found) > _SHOWN:
            click.echo(f"  … and {len(found) - _SHOWN} more")
        if found or in_advance:
            click.confirm("This cannot be undone. Go on?", abort=True)
    articles = take_out(folder, list(names), who, why, in_advance=in_advance)
    if articles:
        click.echo(f"Forgotten: {', '.join(articles)}. Backups made before still hold it.")
    else:
        click.echo("Nothing of it was here; it will not be fetched.")
