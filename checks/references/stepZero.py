"""Losses and logits of untrained networks by PyTorch, for checks/stepZeroTorch.check.ts to compare with.

    node -e "import('firstguess').then(({ digits }) => console.log(JSON.stringify({ x: [...digits().values], y: [...digits().labels] })))" > digits.json
    /usr/bin/python3 checks/references/stepZero.py digits.json > checks/references/stepZero.json

Weights are N(0, 2/fan-in), biases 0, as `he` has them; every network sees points of its own where they are drawn.
"""

import json
import sys

import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(20261128)
torch.set_num_threads(1)

POINTS = 200


def linear(fan_in, units):
    layer = nn.Linear(fan_in, units)
    nn.init.normal_(layer.weight, 0, (2 / fan_in) ** 0.5)
    nn.init.zeros_(layer.bias)
    return layer


def conv(channels_in, channels):
    layer = nn.Conv2d(channels_in, channels, 3, padding=1)
    nn.init.normal_(layer.weight, 0, (2 / (9 * channels_in)) ** 0.5)
    nn.init.zeros_(layer.bias)
    return layer


with open(sys.argv[1]) as file:
    raw = json.load(file)
digits = torch.tensor(raw["x"], dtype=torch.float32).reshape(-1, 64)
labels = torch.tensor(raw["y"])
deviation = digits.std(0, unbiased=False)
standardised = torch.where(deviation > 0, (digits - digits.mean(0)) / deviation.clamp(min=1e-30), torch.zeros(1))

gaussian = lambda: torch.randn(POINTS, 100)

CASES = {
    "2*(dense(200), relu), dense(10)": (
        gaussian,
        None,
        lambda: nn.Sequential(linear(100, 200), nn.ReLU(), linear(200, 200), nn.ReLU(), linear(200, 10)),
    ),
    "dense(100), tanh, dense(2)": (gaussian, None, lambda: nn.Sequential(linear(100, 100), nn.Tanh(), linear(100, 2))),
    "dense(200), batchNorm, relu, dense(10)": (
        gaussian,
        None,
        lambda: nn.Sequential(linear(100, 200), nn.BatchNorm1d(200), nn.ReLU(), linear(200, 10)).train(),
    ),
    "dense(100), relu, dense(1)": (gaussian, None, lambda: nn.Sequential(linear(100, 100), nn.ReLU(), linear(100, 1))),
    "2*(dense(300), relu), dense(10)": (
        lambda: standardised,
        labels,
        lambda: nn.Sequential(linear(64, 300), nn.ReLU(), linear(300, 300), nn.ReLU(), linear(300, 10)),
    ),
    "conv(16, 3, padding=1), relu, flatten, dense(10)": (
        lambda: digits.reshape(-1, 1, 8, 8),
        labels,
        lambda: nn.Sequential(conv(1, 16), nn.ReLU(), nn.Flatten(), linear(16 * 64, 10)),
    ),
}


def describe(outputs, target):
    """Of one network: loss, top probability, entropy, variance over points, and accuracy where there are labels."""
    units = outputs.shape[1]
    logits = outputs if units > 1 else torch.cat([torch.zeros_like(outputs), outputs], 1)
    if target is not None:
        loss = F.cross_entropy(logits, target)
    elif units == 1:
        loss = (
            F.binary_cross_entropy_with_logits(outputs, torch.zeros_like(outputs))
            + F.binary_cross_entropy_with_logits(outputs, torch.ones_like(outputs))
        ) / 2
    else:
        loss = sum(F.cross_entropy(logits, torch.full((len(logits),), k)) for k in range(units)) / units
    p = F.softmax(logits, 1)
    entropy = -(p * F.log_softmax(logits, 1)).sum(1).mean()
    accuracy = (outputs.argmax(1) == target).float().mean() if target is not None else torch.tensor(0.0)
    return [v.item() for v in (loss, p.max(1).values.mean(), entropy, outputs.var(0).mean(), accuracy)]


def mean_and_error(values):
    values = torch.tensor(values, dtype=torch.float64)
    return values.mean().item(), (values.std() / len(values) ** 0.5).item()


def deviation_and_error(values):
    squares = (torch.tensor(values, dtype=torch.float64) - torch.tensor(values, dtype=torch.float64).mean()) ** 2
    variance = squares.mean()
    return variance.sqrt().item(), (squares.std() / len(squares) ** 0.5 / (2 * variance.sqrt())).item()


results = []
for network, (points, target, build) in CASES.items():
    count = 4000 if target is None else 1500
    with torch.no_grad():
        rows = [describe(build()(points()), target) for _ in range(count)]
    loss, top, entropy, variance, accuracy = zip(*rows)
    found = {
        "loss": mean_and_error(loss),
        "spread of loss": deviation_and_error(loss),
        "top probability": mean_and_error(top),
        "entropy": mean_and_error(entropy),
        "variance over points": mean_and_error(variance),
    }
    if target is not None:
        found["spread of accuracy"] = deviation_and_error(accuracy)
    values = {k: {"mean": m, "standardError": e} for k, (m, e) in found.items()}
    results.append({"network": network, "networks": count, "values": values})
    print(network, file=sys.stderr)

json.dump({"torch": torch.__version__, "results": results}, sys.stdout, indent=1)
print()
