"""Encoders by name: sentences into vectors in which a sentence lies near its translation."""

from alignments.encoders.encoder import Encoder, JoinedEncoder, Vectors, load_ahead, load_encoder, plain_text

__all__ = ["Encoder", "JoinedEncoder", "Vectors", "load_ahead", "load_encoder", "plain_text"]
