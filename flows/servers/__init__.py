"""Prefect's server: one that is named, one that stays or a temporary one; the deployments and limits it keeps."""
