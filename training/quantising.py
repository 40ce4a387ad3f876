"""A float32 graph in, the same graph with int8 weights out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

SMALLEST = 10_000  # values; below it a matrix saves nothing


def weights_int8(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store each large matrix as int8 with one scale a row (embeddings) or output column (products).

    The activations stay float32, so a text's vector depends neither on its neighbours in the batch nor on which int8
    instructions the processor has. The runtime unpacks the weights once, when it loads them.
    """
    stored = {each.name: each for each in model.graph.initializer}
    unpacking: dict[str, onnx.NodeProto] = {}
    for node in model.graph.node:
        place, axis = {"MatMul": (1, 1), "Gather": (0, 0)}.get(node.op_type, (0, 0))
        name = node.input[place] if node.op_type in {"MatMul", "Gather"} else ""
        if name in stored and name not in unpacking and _large(stored[name]):
            values, scales = symmetric(numpy_helper.to_array(stored[name]), axis=axis)
            model.graph.initializer.remove(stored[name])
            model.graph.initializer.append(numpy_helper.from_array(values, f"{name}_int8"))
            model.graph.initializer.append(numpy_helper.from_array(scales, f"{name}_scale"))
            inputs = [f"{name}_int8", f"{name}_scale"]
            unpacking[name] = helper.make_node("DequantizeLinear", inputs, [name], name=f"{name}_unpack", axis=axis)
    nodes = [*unpacking.values(), *model.graph.node]
    model.graph.ClearField("node")
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def symmetric(matrix: NDArray[np.float32], *, axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """``matrix`` as int8 in -127..127, and the float32 scale of each slice along ``axis``."""
    largest = np.abs(matrix).max(axis=1 - axis, keepdims=True)
    scale = np.where(largest == 0, 1, largest / 127).astype(np.float32)
    return np.rint(matrix / scale).astype(np.int8), scale.reshape(-1)


def dynamic_int8(source: Path, to: Path) -> None:
    """What one would do at first: the runtime's dynamic quantisation, products in int8 too. Made to be measured."""
    quantize_dynamic(source, to, per_channel=True, weight_type=QuantType.QInt8)


def _large(tensor: onnx.TensorProto) -> bool:
    return tensor.data_type == onnx.TensorProto.FLOAT and len(tensor.dims) == 2 and np.prod(tensor.dims) >= SMALLEST
