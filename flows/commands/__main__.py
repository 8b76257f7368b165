"""``python -m flows.commands``: the command without an installed script."""

from flows.commands import main

main()
