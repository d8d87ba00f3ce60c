"""Trains small networks of PyTorch on given points and writes their logits at some steps: /usr/bin/python3 score.py FOLDER

Reads x.npy and y.npy and writes run.npz with logits [steps, inits, points, classes], labels and steps, and loss.npy: the
cross-entropy that PyTorch itself finds at each step, mean over points and initialisations.
"""

import sys

import numpy as np
import torch
from torch import nn

folder = sys.argv[1]
x = torch.tensor(np.load(f"{folder}/x.npy"))
y = torch.tensor(np.load(f"{folder}/y.npy")).long()
steps, inits = [0, 1, 2, 5, 10, 20, 50, 100, 200], 8
logits = np.empty((len(steps), inits, len(x), 10), np.float32)
torch.set_num_threads(1)
for init in range(inits):
    torch.manual_seed(init)
    net = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 10))
    optimiser = torch.optim.SGD(net.parameters(), lr=0.01)
    for step in range(steps[-1] + 1):
        if step in steps:
            with torch.no_grad():
                logits[steps.index(step), init] = net(x).numpy()
        batch = torch.randint(len(x), (64,))
        optimiser.zero_grad()
        nn.functional.cross_entropy(net(x[batch]), y[batch]).backward()
        optimiser.step()
loss = [np.mean([nn.functional.cross_entropy(torch.tensor(one), y) for one in each]) for each in logits]
np.savez(f"{folder}/run.npz", logits=logits, labels=y.numpy(), steps=np.array(steps))
np.save(f"{folder}/loss.npy", np.array(loss))
