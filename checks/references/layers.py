"""Layers of PyTorch on small inputs, to hold ours to: python3 checks/references/layers.py

Writes layers.json: for each layer in our notation, what PyTorch calls it, input, weights in the order of our graph, and
output. Inputs are drawn in float32, computed in float64. PyTorch 1.13.
"""

import json
import os

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(7)
POINTS = 3
CASES = []


def rounded(x):
    return [float(f"{value:.8g}") for value in x.detach().double().flatten().tolist()]


def case(layer, pytorch, shape, run, weights=(), init="he", data=None):
    x = torch.randn(POINTS, *shape) + 0.5 if data is None else data
    y = run(x.double()) if data is None else run(x)
    CASES.append(
        {
            "layer": layer,
            "pytorch": pytorch,
            "init": init,
            "input": shape,
            "values": rounded(x),
            "weights": [rounded(w) for w in weights],
            "shape": list(y.shape[1:]),
            "output": rounded(y),
        }
    )


def module(layer, pytorch, shape, build, tensors=lambda m: (), init="he"):
    m = build().double()
    # Numbers that are exact in float32.
    with torch.no_grad():
        for p in m.parameters():
            p.copy_(p.float().double())
    m.train() if "train" in pytorch else None
    case(layer, pytorch, shape, m, tensors(m), init)


image = [4, 7, 6]
BIASED = "torch"

module("dense(5)", "Linear(8, 5)", [8], lambda: nn.Linear(8, 5), lambda m: (m.weight.t(), m.bias), BIASED)
module("dense(5)", "Linear(8, 5) on tokens", [6, 8], lambda: nn.Linear(8, 5), lambda m: (m.weight.t(), m.bias), BIASED)
both = lambda m: (m.weight, m.bias)
module("conv(6, 3)", "Conv2d(4, 6, 3)", image, lambda: nn.Conv2d(4, 6, 3), both, BIASED)
module("conv(6, 3, stride=2, padding=1)", "Conv2d(4, 6, 3, stride=2, padding=1)", image, lambda: nn.Conv2d(4, 6, 3, 2, 1), both, BIASED)
module("conv(6, 3, padding=same)", "Conv2d(4, 6, 3, padding='same')", image, lambda: nn.Conv2d(4, 6, 3, padding="same"), both, BIASED)
module("conv(6, 4, padding=same)", "Conv2d(4, 6, 4, padding='same')", image, lambda: nn.Conv2d(4, 6, 4, padding="same"), both, BIASED)
module("conv(6, 3, padding=2, dilation=2)", "Conv2d(4, 6, 3, padding=2, dilation=2)", image, lambda: nn.Conv2d(4, 6, 3, padding=2, dilation=2), both, BIASED)
module("conv(6, 3, groups=2)", "Conv2d(4, 6, 3, groups=2)", image, lambda: nn.Conv2d(4, 6, 3, groups=2), both, BIASED)
module("depthwiseConv(3, padding=1)", "Conv2d(4, 4, 3, padding=1, groups=4)", image, lambda: nn.Conv2d(4, 4, 3, padding=1, groups=4), both, BIASED)
c = nn.Conv2d(3, 5, 2, stride=2).double()
with torch.no_grad():
    for p in c.parameters():
        p.copy_(p.float().double())
case("patchEmbedding(2, 5)", "Conv2d(3, 5, 2, stride=2), flatten(2), transpose(1, 2)", [3, 6, 4],
     lambda x: c(x).flatten(2).transpose(1, 2), (c.weight, c.bias), BIASED)

module("maxPool(2)", "MaxPool2d(2)", image, lambda: nn.MaxPool2d(2))
module("maxPool(3, stride=2, padding=1)", "MaxPool2d(3, stride=2, padding=1)", image, lambda: nn.MaxPool2d(3, 2, 1))
module("avgPool(2)", "AvgPool2d(2)", image, lambda: nn.AvgPool2d(2))
module("avgPool(3, stride=2, padding=1)", "AvgPool2d(3, stride=2, padding=1, count_include_pad=False)", image, lambda: nn.AvgPool2d(3, 2, 1, count_include_pad=False))
module("avgPool(3, stride=2, padding=1, countPadding=true)", "AvgPool2d(3, stride=2, padding=1)", image, lambda: nn.AvgPool2d(3, 2, 1))
module("AvgPool2d(3, 2, 1)", "AvgPool2d(3, 2, 1)", image, lambda: nn.AvgPool2d(3, 2, 1))
module("globalAvgPool", "AdaptiveAvgPool2d(1), Flatten()", image, lambda: nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()))
module("flatten", "Flatten()", image, lambda: nn.Flatten())
case("maxPool(2)", "MaxPool1d(2) over units", [8], lambda x: F.max_pool1d(x[:, None], 2)[:, 0])
case("avgPool(2)", "AvgPool1d(2) over units", [8], lambda x: F.avg_pool1d(x[:, None], 2)[:, 0])
case("meanTokens", "mean(dim=1)", [5, 6], lambda x: x.mean(1))
case("selectToken(2)", "x[:, 2]", [5, 6], lambda x: x[:, 2])
case("transpose", "transpose(1, 2)", [5, 6], lambda x: x.transpose(1, 2))

module("batchNorm", "BatchNorm1d(6) in train()", [6], lambda: nn.BatchNorm1d(6))
module("batchNorm", "BatchNorm2d(4) in train()", image, lambda: nn.BatchNorm2d(4))
module("batchNorm(mode=eval)", "BatchNorm2d(4) in eval()", image, lambda: nn.BatchNorm2d(4).eval())
module("batchNorm(eps=0.01)", "BatchNorm1d(6, eps=0.01) in train()", [6], lambda: nn.BatchNorm1d(6, eps=0.01))
module("layerNorm", "LayerNorm(6)", [6], lambda: nn.LayerNorm(6))
module("layerNorm", "LayerNorm(6) on tokens", [5, 6], lambda: nn.LayerNorm(6))
module("layerNorm", "LayerNorm([4, 7, 6]) on images", image, lambda: nn.LayerNorm(image))
module("layerNorm(eps=0.1)", "LayerNorm(6, eps=0.1)", [6], lambda: nn.LayerNorm(6, eps=0.1))
module("groupNorm(2)", "GroupNorm(2, 4)", image, lambda: nn.GroupNorm(2, 4))
module("groupNorm(2)", "GroupNorm(2, 6) on vectors", [6], lambda: nn.GroupNorm(2, 6))
module("instanceNorm", "InstanceNorm2d(4)", image, lambda: nn.InstanceNorm2d(4))
rms = lambda eps: lambda x: x / torch.sqrt((x**2).mean(-1, keepdim=True) + eps)
case("rmsNorm", "RMSNorm(6, eps=1e-5)", [6], rms(1e-5))
case("RMSNorm(6)", "RMSNorm(6), eps of float32", [5, 6], rms(torch.finfo(torch.float32).eps))
module("dropout(0.5)", "Dropout(0.5) in eval()", [6], lambda: nn.Dropout(0.5).eval())

features, heads = 8, 2
attention = nn.MultiheadAttention(features, heads, batch_first=True).double()
with torch.no_grad():
    for p in attention.parameters():
        p.copy_(p.float().double())
thirds = [attention.in_proj_weight[i * features : (i + 1) * features].t() for i in range(3)]
case("attention(2)", "MultiheadAttention(8, 2, batch_first=True)", [5, features],
     lambda x: attention(x, x, x)[0], (*thirds, attention.out_proj.weight.t()), "torch")

ids = torch.randint(0, 9, (POINTS, 5))
table = torch.randn(9, 4)
case("tokenEmbedding(9, 4)", "Embedding(9, 4)", [5], lambda x: F.embedding(x, table), (table,), data=ids)

for ours, build in {
    "relu": nn.ReLU(), "leakyRelu": nn.LeakyReLU(), "leakyRelu(0.2)": nn.LeakyReLU(0.2), "relu6": nn.ReLU6(),
    "tanh": nn.Tanh(), "sigmoid": nn.Sigmoid(), "softsign": nn.Softsign(), "softplus": nn.Softplus(),
    "hardTanh": nn.Hardtanh(), "hardSigmoid": nn.Hardsigmoid(), "hardSwish": nn.Hardswish(), "silu": nn.SiLU(),
    "mish": nn.Mish(), "gelu": nn.GELU(), "geluTanh": nn.GELU(approximate="tanh"), "elu": nn.ELU(),
    "elu(0.5)": nn.ELU(0.5), "selu": nn.SELU(), "CELU": nn.CELU(), "PReLU": nn.PReLU().double(),
    "LogSigmoid": nn.LogSigmoid(), "Tanhshrink": nn.Tanhshrink(), "Softshrink": nn.Softshrink(),
    "Hardshrink": nn.Hardshrink(), "linear": nn.Identity(),
}.items():
    case(ours, str(build), [40], lambda x: build(4 * x - 2))
    # The scaled input itself is what the layer sees.
    CASES[-1]["values"] = rounded(4 * torch.tensor(CASES[-1]["values"]) - 2)

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "layers.json"), "w") as file:
    json.dump({"torch": torch.__version__, "cases": CASES}, file, separators=(",", ":"))
    file.write("\n")
