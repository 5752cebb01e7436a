"""What the statistics are measured against: `python3 reference.py NAME DATA.json`.

Reads the data once, says which versions it runs, and then computes once for every line on standard input, answering with
{"seconds", "value"}: the time of the computation alone, and a figure to check that both sides compute the same.
"""

import json
import sys
import time

import numpy as np

name, path = sys.argv[1], sys.argv[2]
with open(path, encoding="utf-8") as file:
    data = json.load(file)
rng = np.random.default_rng(1)


def kappas(tables):
    """Cohen's kappa of count tables, shape (..., classes, classes)."""
    total = tables.sum(axis=(-2, -1))
    observed = np.trace(tables, axis1=-2, axis2=-1) / total
    chance = (tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1) / total**2
    return (observed - chance) / (1 - chance)


def kappa_multinomial():
    classes, draws = data["classes"], data["draws"]
    code = np.asarray(data["first"]) * classes + np.asarray(data["second"])
    table = np.bincount(code, minlength=classes * classes)
    drawn = rng.multinomial(len(code), table / len(code), size=draws)
    return np.percentile(kappas(drawn.reshape(draws, classes, classes)), 2.5)


def kappa_by_index():
    classes, draws = data["classes"], data["draws"]
    code = np.asarray(data["first"]) * classes + np.asarray(data["second"])
    cluster = np.asarray(data["cluster"])
    count = cluster.max() + 1
    order = np.argsort(cluster, kind="stable")
    starts = np.searchsorted(cluster[order], np.arange(count + 1))
    sizes = np.diff(starts)
    found = np.empty(draws)
    for draw in range(draws):
        picked = rng.integers(0, count, count)
        lengths = sizes[picked]
        ends = np.cumsum(lengths)
        rows = order[np.arange(ends[-1]) + np.repeat(starts[picked] - ends + lengths, lengths)]
        found[draw] = kappas(np.bincount(code[rows], minlength=classes * classes).reshape(classes, classes))
    return np.percentile(found, 2.5)


def kappa_by_cluster_table():
    """The best numpy can do: one table a cluster, summed by how often each cluster is drawn."""
    classes, draws = data["classes"], data["draws"]
    code = np.asarray(data["first"]) * classes + np.asarray(data["second"])
    cluster = np.asarray(data["cluster"])
    count = cluster.max() + 1
    tables = np.bincount(cluster * classes**2 + code, minlength=count * classes**2).reshape(count, -1).astype(float)
    found = np.empty(draws)
    for draw in range(draws):
        times = np.bincount(rng.integers(0, count, count), minlength=count)
        found[draw] = kappas((times @ tables).reshape(classes, classes))
    return np.percentile(found, 2.5)


def strengths_by_rows():
    """Maximum likelihood over the battles themselves, by scipy's L-BFGS from zero."""
    from scipy.optimize import minimize
    from scipy.special import expit

    models = data["models"]
    winner, loser = np.asarray(data["winner"]), np.asarray(data["loser"])

    def loss(strength):
        chance = expit(strength[winner] - strength[loser])
        miss = 1 - chance
        slope = np.bincount(loser, miss, models) - np.bincount(winner, miss, models)
        return -np.log(chance).sum(), slope

    found = minimize(loss, np.zeros(models), jac=True, method="L-BFGS-B", options={"gtol": 1e-6, "ftol": 1e-12}).x
    return (found - found.mean())[0]


def newton(wins, strength):
    models = len(strength)
    met = wins + wins.T
    for _ in range(50):
        chance = 1 / (1 + np.exp(strength[None, :] - strength[:, None]))
        slope = (wins - met * chance).sum(axis=1)
        bend = met * chance * (1 - chance)
        matrix = np.diag(bend.sum(axis=1)) - bend + 1 / models
        step = np.linalg.solve(matrix, slope)
        strength = strength + step
        if np.abs(step).max() < 1e-8:
            break
    return strength - strength.mean()


def win_matrix():
    models = data["models"]
    code = np.asarray(data["winner"]) * models + np.asarray(data["loser"])
    return code, np.bincount(code, minlength=models * models).reshape(models, models).astype(float)


def strengths_multinomial():
    models, draws = data["models"], data["draws"]
    code, wins = win_matrix()
    whole = newton(wins, np.zeros(models))
    shares = wins.ravel() / len(code)
    found = np.empty((draws, models))
    for draw in range(draws):
        found[draw] = newton(rng.multinomial(len(code), shares).reshape(models, models).astype(float), whole)
    return np.percentile(found[:, 0], 2.5)


def strengths_by_prompt():
    models, draws = data["models"], data["draws"]
    code, wins = win_matrix()
    whole = newton(wins, np.zeros(models))
    cluster = np.asarray(data["cluster"])
    count = cluster.max() + 1
    found = np.empty((draws, models))
    for draw in range(draws):
        times = np.bincount(rng.integers(0, count, count), minlength=count)
        drawn = np.bincount(code, times[cluster], models * models).reshape(models, models)
        found[draw] = newton(drawn, whole)
    return np.percentile(found[:, 0], 2.5)


work = {
    each.__name__: each
    for each in (
        kappa_multinomial,
        kappa_by_index,
        kappa_by_cluster_table,
        strengths_by_rows,
        strengths_multinomial,
        strengths_by_prompt,
    )
}[name]

versions = [f"numpy {np.__version__}"]
if name == "strengths_by_rows":
    import scipy

    versions.append(f"scipy {scipy.__version__}")
print(json.dumps({"versions": " and ".join(versions)}), flush=True)
for _ in sys.stdin:
    started = time.perf_counter()
    value = float(work())
    print(json.dumps({"seconds": time.perf_counter() - started, "value": value}), flush=True)
