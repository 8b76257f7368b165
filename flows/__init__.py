"""The edge: Prefect flows and deployments, settings and the command line."""

VERSION = "0.1.0"
