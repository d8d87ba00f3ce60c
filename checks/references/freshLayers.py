"""Fresh layers of PyTorch as they lie in ONNX, to hold our laws to: python3 checks/references/freshLayers.py

Writes freshLayers.json: for each parameter of each layer, over many layers built anew, what our plan knows of it (name, role,
kind, dims and fans) and mean, variance with its standard error, kurtosis and largest of its entries. PyTorch 1.13.
"""

import json
import math
import os

import torch
from torch import nn

torch.manual_seed(20261128)
NUMBERS = 200_000

CASES = []


def moments(draws):
    """Of all entries; entries of one draw are independent here."""
    x = torch.stack([d.detach().double().flatten() for d in draws]).flatten()
    squares = x**2
    return {
        "mean": float(x.mean()),
        "variance": float(squares.mean()),
        "varianceError": float(squares.std()) / math.sqrt(x.numel()),
        "kurtosis": float((squares**2).mean() / squares.mean() ** 2) if float(squares.max()) > 0 else None,
        "largest": float(x.abs().max()),
    }


def case(layer, build, parameters):
    """One layer: `parameters` maps a path in the module to what the plan says of it."""
    first = build()
    tensors = {**dict(first.named_parameters()), **dict(first.named_buffers())}
    fewest = min(tensors[path].numel() for path in parameters)
    modules = [first] + [build() for _ in range(min(4000, NUMBERS // fewest))]
    for path, plan in parameters.items():
        draws = [{**dict(m.named_parameters()), **dict(m.named_buffers())}[path] for m in modules]
        dims = list(plan.pop("dims", draws[0].shape))
        CASES.append({"layer": layer, "name": path, "dims": dims, **plan, **moments(draws)})


def fans(fan_in, fan_out, units, **more):
    return {"fanIn": fan_in, "fanOut": fan_out, "units": units, **more}


def weight(kind, **of):
    return {"role": "weight", "kind": kind, "fans": of}


def bias(kind, **of):
    return {"role": "bias", "kind": kind, "fans": of}


dense = fans(20, 30, 30)
case("Linear", lambda: nn.Linear(20, 30), {"weight": weight("dense", **dense), "bias": bias("dense", **dense)})

conv = fans(2 * 9, 6 * 9, 6, groups=2)
case(
    "Conv2d of 2 groups",
    lambda: nn.Conv2d(4, 6, 3, groups=2),
    {"weight": weight("conv", **conv), "bias": bias("conv", **conv)},
)

# Stride 2: one output sees a quarter of the window.
for groups in (1, 2):
    transposed = fans(4 // groups * 16 / 4, 6 // groups * 16, 6, groups=groups, torchFanIn=6 // groups * 16)
    case(
        f"ConvTranspose2d of {groups} groups",
        lambda: nn.ConvTranspose2d(4, 6, 4, stride=2, groups=groups),
        {"weight": weight("convTranspose", **transposed), "bias": bias("convTranspose", **transposed)},
    )

case("Embedding", lambda: nn.Embedding(50, 12), {"weight": {"role": "embedding", "kind": "embedding"}})

# ONNX holds the two biases of a layer in one tensor; half of it is enough here.
for name, layer, gates in (("lstm", nn.LSTM, 4), ("gru", nn.GRU, 3), ("rnn", nn.RNN, 1)):
    of = lambda inputs: {"kind": name, "fans": fans(inputs, gates * 8, gates * 8, hidden=8, gates=gates)}
    case(
        layer.__name__,
        lambda: layer(5, 8),
        {
            "weight_ih_l0": {"role": "recurrentInput", "dims": [1, gates * 8, 5], **of(5)},
            "weight_hh_l0": {"role": "recurrentWeight", "dims": [1, gates * 8, 8], **of(8)},
            "bias_ih_l0": {"role": "recurrentBias", "dims": [1, 2 * gates * 8], **of(8)},
            "bias_hh_l0": {"role": "recurrentBias", "dims": [1, 2 * gates * 8], **of(8)},
        },
    )

packed, out = fans(16, 48, 48), fans(16, 16, 16)
attention = {
    "in_proj_weight": weight("attention", **packed),
    "in_proj_bias": bias("attention", **packed),
    "out_proj.weight": weight("attentionOutput", **out),
    "out_proj.bias": bias("attentionOutput", **out),
}
case("MultiheadAttention", lambda: nn.MultiheadAttention(16, 4), {k: dict(v) for k, v in attention.items()})

norm = lambda role: {"role": role, "kind": "norm"}
case(
    "BatchNorm2d",
    lambda: nn.BatchNorm2d(7),
    {
        "weight": norm("normScale"),
        "bias": norm("normShift"),
        "running_mean": norm("runningMean"),
        "running_var": norm("runningVariance"),
    },
)
case("PReLU", lambda: nn.PReLU(3), {"weight": {"role": "slope", "kind": "other"}})

wide, narrow = fans(16, 24, 24), fans(24, 16, 16)
case(
    "TransformerEncoderLayer",
    lambda: nn.TransformerEncoderLayer(16, 4, dim_feedforward=24),
    {
        **{f"self_attn.{path}": plan for path, plan in attention.items()},
        "linear1.weight": weight("dense", **wide),
        "linear1.bias": bias("dense", **wide),
        "linear2.weight": weight("dense", **narrow),
        "linear2.bias": bias("dense", **narrow),
        "norm1.weight": norm("normScale"),
        "norm2.bias": norm("normShift"),
    },
)

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "freshLayers.json"), "w") as file:
    json.dump({"torch": torch.__version__, "cases": CASES}, file, indent=2)
    file.write("\n")
