#!/usr/bin/env python3
"""The same training steps in torch and the same loss plane in numpy, beside this program's.

    compare.py BENCH     BENCH is the built tests/bench/bench

Prints each ratio beside the ratio that is aimed at. Both sides run by turns, so that a machine
that is busy for a while slows both.
"""
import subprocess
import sys
import time

ROUNDS = 5
STEPS = (("2-4-1", 1, 4, 16, 200), ("2-16-16-1", 2, 16, 64, 15), ("2-64-64-64-1", 3, 64, 256, 2))
COLUMNS, ROWS, EXAMPLES, UNITS = 200, 120, 256, 16


def own_seconds(*words):
    return float(subprocess.run([sys.argv[1], *words], check=True, capture_output=True, text=True).stdout)


def median(values):
    values = sorted(values)
    return values[len(values) // 2]


def seconds_of(work):
    calls = 1
    while True:
        start = time.perf_counter()
        for _ in range(calls):
            work()
        spent = time.perf_counter() - start
        if spent > 0.1:
            return spent / calls
        calls *= 2


def torch_step(torch, hidden, units, rows):
    """One step of a net with batch norm and tanh, logistic loss and sgd, in double precision."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    layers, inputs = [], 2
    for _ in range(hidden):
        layers += [torch.nn.Linear(inputs, units, bias=False), torch.nn.BatchNorm1d(units), torch.nn.Tanh()]
        inputs = units
    net = torch.nn.Sequential(*layers, torch.nn.Linear(inputs, 1)).double()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    loss_of = torch.nn.BCEWithLogitsLoss()
    x = torch.randn(rows, 2, dtype=torch.double)
    y = (x[:, :1] * x[:, 1:] > 0).double()

    def step():
        optimizer.zero_grad()
        loss_of(net(x), y).backward()
        optimizer.step()

    return step


def numpy_plane(np):
    """The loss over two weights of layer 1, vectorised over the columns of the plane."""
    rng = np.random.default_rng(1)
    x = rng.standard_normal((EXAMPLES, 2))
    y = (x[:, :1] * x[:, 1:] > 0).astype(float)
    w1 = rng.standard_normal((2, UNITS)) / 2**0.5
    w2 = rng.standard_normal((UNITS, UNITS)) / 4
    w3 = rng.standard_normal((UNITS, 1)) / 4
    loss = np.empty((ROWS, COLUMNS))

    def normalized(z):
        centered = z - z.mean(axis=-2, keepdims=True)
        return centered / np.sqrt((centered * centered).mean(axis=-2, keepdims=True) + 1e-5)

    def plane():
        axis_u, axis_v = np.linspace(-3, 3, COLUMNS), np.linspace(-3, 3, ROWS)
        weights = np.repeat(w1[None], COLUMNS, axis=0)
        for row, v in enumerate(axis_v):
            weights[:, 0, 0], weights[:, 1, 0] = axis_u, v
            a1 = np.tanh(normalized(x @ weights))
            a2 = np.tanh(normalized(a1 @ w2))
            logit = a2 @ w3
            loss[row] = (np.logaddexp(0, logit) - y * logit).mean(axis=(1, 2))

    return plane


def print_ratio(name, other, own, aim):
    print(f"  {name:<14} {1e6 * other:12.1f} µs  {1e6 * own:12.2f} µs  {other / own:7.1f} times (aim {aim})")


def print_blas():
    """Which BLAS is behind them: Debian's plain libblas is several times slower than OpenBLAS."""
    with open("/proc/self/maps") as maps:
        names = {line.split()[-1] for line in maps if "blas" in line and ".so" in line}
    print("  BLAS: " + (", ".join(sorted(names)) or "built in"))


def compare_steps():
    try:
        import torch
    except ImportError:
        print("torch is not installed (Debian: python3-torch): training steps are not compared")
        return
    print(f"training step, torch {torch.__version__}, one thread, double precision, beside this program")
    print_blas()
    for name, hidden, units, rows, aim in STEPS:
        step = torch_step(torch, hidden, units, rows)
        pairs = [(seconds_of(step), own_seconds("step", name)) for _ in range(ROUNDS)]
        print_ratio(name, median(p[0] for p in pairs), median(p[1] for p in pairs), aim)


def compare_plane():
    try:
        import numpy as np
    except ImportError:
        print("numpy is not installed (Debian: python3-numpy): the loss plane is not compared")
        return
    print(f"loss plane, numpy {np.__version__}, beside this program")
    print_blas()
    plane = numpy_plane(np)
    pairs = [(seconds_of(plane), own_seconds("plane-seconds")) for _ in range(3)]
    print_ratio("200 x 120", median(p[0] for p in pairs), median(p[1] for p in pairs), 15)


compare_steps()
compare_plane()
