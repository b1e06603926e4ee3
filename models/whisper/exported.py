"""An exported recogniser (CTranslate2, int8) as weights to go on from: what ``export`` wrote, read back.

Eight bits round each weight by up to 1/254 of its row's largest; the first steps of training mend that.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from agent.engines import ctc

_TYPES = ("float32", "int8", "int16", "int32", "float16")
"""By number, as CTranslate2's binary form (version 6) counts them."""
_SCALE = "_scale"
Variables = dict[str, npt.NDArray[Any]]


def weights(folder: Path, rows: int) -> Variables:
    """By the names of ``network.Network``, float32; ``rows``: of the embeddings, filled up with zeros."""
    found = _floats(variables(folder / "model.bin"))
    named = dict(_side("encoder", found)) | dict(_side("decoder", found))
    for name in ("conv1", "conv2"):
        named |= _linear(f"encoder.{name}", f"encoder/{name}", found)
    embeddings = found["decoder/embeddings/weight"]
    named["decoder.embed_tokens.weight"] = np.pad(embeddings, ((0, rows - len(embeddings)), (0, 0)))
    with np.load(folder / ctc.FILE) as head:
        return named | {f"ctc.{part}": head[part].astype(np.float32) for part in ("weight", "bias")}


def variables(file: Path) -> Variables:
    """All that is stored in ``file``, aliases left out."""
    with file.open("rb") as stored:
        _number(stored, "I")  # the form's version
        _text(stored)
        _number(stored, "I")  # the architecture's revision
        return dict(_variable(stored) for _ in range(_number(stored, "I")))


def _variable(stored: IO[bytes]) -> tuple[str, npt.NDArray[Any]]:
    name = _text(stored)
    shape = [_number(stored, "I") for _ in range(_number(stored, "B"))]
    kind = _TYPES[_number(stored, "B")]
    return name, np.frombuffer(stored.read(_number(stored, "I")), kind).reshape(shape)


def _number(stored: IO[bytes], form: str) -> int:
    return int(struct.unpack(form, stored.read(struct.calcsize(form)))[0])


def _text(stored: IO[bytes]) -> str:
    return stored.read(_number(stored, "H")).rstrip(b"\0").decode()


def _floats(stored: Variables) -> Variables:
    """Rows of 8-bit integers divided by the scale that was kept for each."""
    floats: Variables = {}
    for name, value in stored.items():
        if name.endswith(_SCALE):
            continue
        scale = stored.get(name + _SCALE)
        value = value.astype(np.float32)
        floats[name] = value if scale is None else value / scale.reshape(-1, *[1] * (value.ndim - 1))
    return floats


def _side(side: str, found: Variables) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    yield f"{side}.embed_positions.weight", found[f"{side}/position_encodings/encodings"]
    yield from _norm(f"{side}.layer_norm", f"{side}/layer_norm", found).items()
    layers = [name for name in found if name.startswith(side) and name.endswith("/ffn/layer_norm/beta")]
    for number in range(len(layers)):
        ours, theirs = f"{side}.layers.{number}", f"{side}/layer_{number}"
        yield from _attention(f"{ours}.self_attn", f"{theirs}/self_attention", found).items()
        if side == "decoder":
            yield from _attention(f"{ours}.encoder_attn", f"{theirs}/attention", found).items()
        yield from _norm(f"{ours}.final_layer_norm", f"{theirs}/ffn/layer_norm", found).items()
        yield from _linear(f"{ours}.fc1", f"{theirs}/ffn/linear_0", found).items()
        yield from _linear(f"{ours}.fc2", f"{theirs}/ffn/linear_1", found).items()


def _attention(ours: str, theirs: str, found: Variables) -> Variables:
    """Query, key and value stand in one matrix, or key and value alone where the query is another's."""
    to_itself = f"{theirs}/linear_2/weight" not in found
    last = 1 if to_itself else 2
    parts = [
        (found[f"{theirs}/linear_{at}/weight"], found[f"{theirs}/linear_{at}/bias"]) for at in range(last)
    ]
    matrix, bias = (np.concatenate(part) for part in zip(*parts, strict=True))
    (query, key, value), (query_bias, _, value_bias) = np.split(matrix, 3), np.split(bias, 3)
    return (
        _norm(f"{ours}_layer_norm", f"{theirs}/layer_norm", found)
        | _linear(f"{ours}.out_proj", f"{theirs}/linear_{last}", found)
        | {
            f"{ours}.q_proj.weight": query, f"{ours}.q_proj.bias": query_bias, f"{ours}.k_proj.weight": key,
            f"{ours}.v_proj.weight": value, f"{ours}.v_proj.bias": value_bias,
        }
    )  # fmt: skip


def _linear(ours: str, theirs: str, found: Variables) -> Variables:
    return {f"{ours}.{part}": found[f"{theirs}/{part}"] for part in ("weight", "bias")}


def _norm(ours: str, theirs: str, found: Variables) -> Variables:
    return {f"{ours}.weight": found[f"{theirs}/gamma"], f"{ours}.bias": found[f"{theirs}/beta"]}
