"""``muqabala demo``: the main job on the examples."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("runs/demo"), show_default=True)
def demo(out: Path) -> int:
    """Run everything on the example corpus and print where the reports lie."""
    from flows.starting import examples_folder, start

    examples = examples_folder()
    machines = {path.name: str(path) for path in sorted((examples / "machine").iterdir()) if path.is_dir()}
    return start(str(examples / "translations"), originals=str(examples / "originals"), machines=machines, out=out)
