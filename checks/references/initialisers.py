"""Draws of PyTorch's own initialisers, to hold ours to: python3 checks/references/initialisers.py

Writes initialisers.json: for each layer, the initialisation in our words, and variance, kurtosis (with standard errors) and
largest entry of weights and biases over many draws. PyTorch 1.13.
"""

import json
import math
import os

import torch
from torch import nn

torch.manual_seed(20240607)
NUMBERS = 400_000


def moments(draw):
    """Of the entries of a tensor, over as many draws as give NUMBERS entries."""
    first = draw()
    draws = [first] + [draw() for _ in range(max(1, NUMBERS // first.numel()))]
    x = torch.stack([d.detach().double().flatten() for d in draws])
    if float(x.abs().max()) == 0:
        return {"variance": 0.0}
    # Entries of one draw may depend on each other, as those of orthogonal matrices do.
    squares = (x**2).mean(dim=1)
    fourths = (x**4).mean(dim=1)
    n = len(squares)
    variance = float(squares.mean())
    ratio = fourths - 2 * (float(fourths.mean()) / variance) * squares
    return {
        "variance": variance,
        "varianceError": float(squares.std()) / math.sqrt(n),
        "kurtosis": float(fourths.mean()) / variance**2,
        "kurtosisError": float(ratio.std()) / math.sqrt(n) / variance**2,
        "largest": float(x.abs().max()),
    }


CASES = []


def case(init, network, shape, build, tensors):
    """One layer: `tensors` names, in the order of our graph, what to read of the module built."""
    CASES.append(
        {
            "init": init,
            "layer": network,
            "input": shape,
            "tensors": [moments(lambda read=read: read(build())) for read in tensors],
        }
    )


def initialised(module, initialise):
    initialise(module.weight)
    if module.bias is not None:
        nn.init.zeros_(module.bias)
    return module


weight = lambda m: m.weight
bias = lambda m: m.bias

# What PyTorch does by itself.
for inputs, units in ((20, 30), (64, 10), (7, 100)):
    case("torch", f"dense({units})", [inputs], lambda: nn.Linear(inputs, units), [weight, bias])
case("torch", "conv(8, 3)", [4, 9, 9], lambda: nn.Conv2d(4, 8, 3), [weight, bias])
case("torch", "conv(8, 5, groups=2)", [4, 9, 9], lambda: nn.Conv2d(4, 8, 5, groups=2), [weight, bias])
case("torch", "depthwiseConv(3)", [6, 9, 9], lambda: nn.Conv2d(6, 6, 3, groups=6), [weight, bias])
case("torch", "patchEmbedding(4, 24)", [3, 8, 8], lambda: nn.Conv2d(3, 24, 4, stride=4), [weight, bias])
case("torch", "tokenEmbedding(50, 12)", [5], lambda: nn.Embedding(50, 12), [weight])
for features, heads in ((16, 4), (24, 2)):
    third = lambda i: lambda m: m.in_proj_weight[i * features : (i + 1) * features]
    case(
        "torch",
        f"attention({heads})",
        [5, features],
        lambda: nn.MultiheadAttention(features, heads),
        [third(0), third(1), third(2), lambda m: m.out_proj.weight],
    )

# Functions of torch.nn.init on the weights of layers, biases 0.
init = nn.init
FUNCTIONS = {
    "xavier_uniform": init.xavier_uniform_,
    "xavier_uniform(gain=2)": lambda w: init.xavier_uniform_(w, gain=2),
    "xavier_normal": init.xavier_normal_,
    "kaiming_uniform": init.kaiming_uniform_,
    "kaiming_normal": init.kaiming_normal_,
    "kaiming_normal(mode=fan_out, nonlinearity=relu)": lambda w: init.kaiming_normal_(
        w, mode="fan_out", nonlinearity="relu"
    ),
    "kaiming_normal(mode=fan_out, nonlinearity=leaky_relu, a=0.1)": lambda w: init.kaiming_normal_(
        w, mode="fan_out", nonlinearity="leaky_relu", a=0.1
    ),
    "kaiming_uniform(nonlinearity=tanh)": lambda w: init.kaiming_uniform_(w, nonlinearity="tanh"),
    "kaiming_uniform(nonlinearity=selu)": lambda w: init.kaiming_uniform_(w, nonlinearity="selu"),
    "kaiming_uniform(nonlinearity=linear)": lambda w: init.kaiming_uniform_(w, nonlinearity="linear"),
    "normal(0.02)": lambda w: init.normal_(w, std=0.02),
    "trunc_normal(0.02)": lambda w: init.trunc_normal_(w, std=0.02),
    "trunc_normal(0.5, a=-1, b=1)": lambda w: init.trunc_normal_(w, std=0.5, a=-1, b=1),
    "truncated_normal(0.02)": lambda w: init.trunc_normal_(w, std=0.02, a=-0.04, b=0.04),
    "uniform(0.05)": lambda w: init.uniform_(w, -0.05, 0.05),
    "orthogonal": init.orthogonal_,
    "orthogonal(gain=1.5)": lambda w: init.orthogonal_(w, gain=1.5),
}
for word, function in FUNCTIONS.items():
    for inputs, units in ((20, 30), (40, 10)):
        case(
            word,
            f"dense({units})",
            [inputs],
            lambda: initialised(nn.Linear(inputs, units, bias=False), function),
            [weight],
        )
    case(
        word, "conv(8, 3)", [4, 9, 9], lambda: initialised(nn.Conv2d(4, 8, 3, bias=False), function), [weight]
    )

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "initialisers.json"), "w") as file:
    json.dump({"torch": torch.__version__, "cases": CASES}, file, indent=2)
    file.write("\n")
