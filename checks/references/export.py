"""Runs exported PyTorch sources, for checks/export.check.ts: tasks as JSON on stdin, answers as JSON on stdout.

guesses: draws networks as the head of the source says, and gives the agreement of each: the share of pairs of different
points that get the same guess. outputs: copies given weights into one network, and gives what it computes. variances: the mean square of each parameter.
"""

import json
import math
import re
import sys

import torch
from torch import nn

torch.set_num_threads(1)


def loaded(source):
    """The module of a source, and the call that makes a network according to its head."""
    module = {}
    exec(compile(source, "net.py", "exec"), module)
    return module, re.search(r"network = (.*)", source).group(1)


def guesses(task):
    module, made = loaded(task["source"])
    points = torch.tensor(task["points"], dtype=torch.float32).reshape(-1, *task["shape"])
    torch.manual_seed(task["seed"])
    agreements = []
    for _ in range(task["inits"]):
        with torch.no_grad():
            outputs = eval(made, module)(points)
        counts = torch.bincount(outputs.argmax(1)).double()
        agreements.append(float((counts * (counts - 1)).sum() / (len(points) * (len(points) - 1))))
    mean = sum(agreements) / len(agreements)
    variance = sum((each - mean) ** 2 for each in agreements) / (len(agreements) - 1)
    return {"mean": mean, "standardError": math.sqrt(variance / len(agreements))}


# Members of the source by the layer of the notation, and gates of ONNX in the order of PyTorch.
KINDS = {
    "conv1d": "conv",
    "depthwiseConv": "conv",
    "patchEmbedding": "conv",
    "tokenEmbedding": "embedding",
    "positionalEmbedding": "positions",
    "classToken": "token",
}
GATES = {"lstm": [0, 2, 3, 1], "gru": [1, 0, 2]}


def in_order(tensor, kind):
    blocks = tensor.chunk(len(GATES[kind]))
    return torch.cat([blocks[i] for i in GATES[kind]])


def copy(member, kind, tensors):
    """Copies the drawn tensors of a layer into its module; those that are not drawn are 0."""
    if isinstance(member, nn.Parameter):
        member.copy_(tensors["weight"].reshape(member.shape))
    elif kind == "attention":
        parts = [tensors[f"{name}.weight"].T for name in ("query", "key", "value")]
        member.in_proj_weight.copy_(torch.cat(parts))
        member.out_proj.weight.copy_(tensors["out.weight"].T)
        if "out.bias" in tensors:
            member.in_proj_bias.copy_(torch.cat([tensors[f"{name}.bias"] for name in ("query", "key", "value")]))
            member.out_proj.bias.copy_(tensors["out.bias"])
    elif kind in GATES:
        for i, end in enumerate(["", "_reverse"][: len(tensors["weight_ih"])]):
            getattr(member, f"weight_ih_l0{end}").copy_(in_order(tensors["weight_ih"][i], kind))
            getattr(member, f"weight_hh_l0{end}").copy_(in_order(tensors["weight_hh"][i], kind))
            biases = tensors["bias"][i].chunk(2) if "bias" in tensors else None
            for name, place in (("bias_ih", 0), ("bias_hh", 1)):
                bias = getattr(member, f"{name}_l0{end}")
                bias.copy_(in_order(biases[place], kind)) if biases else bias.zero_()
    else:
        weight = tensors["weight"]
        isTurned = kind == "dense" and tensors["isReadout"] is False
        if weight.numel() < member.weight.numel():
            height, width = member.weight.shape[2:]
            member.weight.zero_()
            member.weight[:, :, (height - 1) // 2, (width - 1) // 2] = weight[:, :, 0, 0]
        else:
            member.weight.copy_(weight.T if isTurned else weight.reshape(member.weight.shape))
        if "bias" in tensors:
            member.bias.copy_(tensors["bias"])


def outputs(task):
    module, made = loaded(task["source"])
    with torch.no_grad():
        network = eval(made, module)
        layers = {}
        for each in task["weights"]:
            path, kind, role = re.match(r"(.*layer\d+\.(\w+))\.(.*)", each["name"]).groups()
            tensors = layers.setdefault(path, (kind, {"isReadout": each["isReadout"]}))[1]
            tensors[role] = torch.tensor(each["values"], dtype=torch.float32).reshape(each["dims"])
        counts = {}
        for kind, tensors in layers.values():
            name = KINDS.get(kind, kind)
            counts[name] = counts.get(name, 0) + 1
            copy(getattr(network, f"{name}{counts[name]}"), kind, tensors)
        return network(torch.tensor(task["points"], dtype=torch.float32).reshape(-1, *task["shape"])).flatten().tolist()


def variances(task):
    """Of all parameters but scales and shifts of norms, biases that are not drawn included."""
    module, made = loaded(task["source"])
    torch.manual_seed(task["seed"])
    parameters = eval(made, module).named_parameters()
    return [
        {"name": name, "count": each.numel(), "variance": float((each.double() ** 2).mean())}
        for name, each in parameters
        if not name.startswith("norm")
    ]


RUNS = {"guesses": guesses, "outputs": outputs, "variances": variances}
json.dump([RUNS[task["kind"]](task) for task in json.load(sys.stdin)], sys.stdout)
