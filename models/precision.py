"""Which arithmetic a training may use."""

from __future__ import annotations

import torch


def has_bfloat16(device: str) -> bool:
    """Whether ``device`` (``cpu`` or ``cuda``) computes in bfloat16 by itself.

    A processor without it emulates it, and takes 15 times as long as in single precision.
    """
    return device == "cuda" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
