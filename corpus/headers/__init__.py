"""Header, body and footer of one article: labels, credits, datelines, captions and closing lines, each in its place."""

from corpus.headers.layout import read_layout

__all__ = ["read_layout"]
