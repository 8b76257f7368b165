"""The edge: Prefect flows and deployments, settings and the command line.

``quality`` has the flows that Prefect knows, ``starting`` starts one from the command line (``commands``); ``run`` is
the folder of a pass and ``settings`` what its results depend on. ``pipeline`` makes a pass out of the ``stages``, whose
batches lie in ``storage``; ``monitoring`` tells what came of it, ``servers`` has to do with Prefect's server, and what
commands on single texts take and give is in ``interchange``.
"""

VERSION = "0.1.0"
