export const fakeText = `---
assay: 1
title: How far can the judges be trusted?
budget: 5
models: [sim/willow-large, sim/basalt-large]
---

# How far can the judges be trusted?

Sixty small tasks with **known answers**, two teachers of different families, and two judges that see each pair in both
orders. A judge whose verdict flips with the order is *inconsistent*, which is not a tie.

We report agreement as Cohen's $\\kappa = (p_o - p_e)/(1 - p_e)$ with an interval from a cluster bootstrap over items; see
[the paper](https://doi.org/10.1177/001316446002000104).

## Teachers

\`\`\`dataset questions
path: data/tasks.jsonl
id: task          # names the item
origin: human
\`\`\`

\`\`\`prompt ask
[system]
Answer in one short sentence. {# no lists #}

[user]
{{ question | trim }}
{% if hint %}Hint: {{ hint }}{% endif %}
\`\`\`

\`\`\`teacher answers
from: questions
prompt: ask
models: [sim/willow-large, sim/basalt-large]
samples: 2
temperature: 0.7
max_tokens: 300   # enough for one sentence
\`\`\`

## Judges

Each pair is shown in both orders, so that position bias can be seen.

\`\`\`judge verdicts
from: answers
mode: pairwise
judges: [sim/judge-fair, sim/judge-first]
criteria: Prefer the answer that is correct; then the one that is shorter.
orders: both
\`\`\`

\`\`\`judge scores
from: answers
mode: pointwise
judges: [sim/judge-fair]
repeats: 3
\`\`\`

\`\`\`measure agreement
method: agreement
from: verdicts
\`\`\`

\`\`\`sql wins
-- Wins per model, verdicts that hold in both orders only
select model, count(*) as wins, round(avg(margin), 3) as margin
from verdicts
where outcome = 'win'
group by model
order by wins desc
\`\`\`

\`\`\`chart win_chart
from: wins
type: bar
x: model
y: wins
\`\`\`

\`\`\`judge broken
from: answerz
mode: pairwise
judges: [sim/judge-fair]
oders: both
\`\`\`

\`\`\`sql blocked_query
select * from broken
\`\`\`

\`\`\`measure published
method: position
from: verdicts
\`\`\`

\`\`\`hologram future
some: thing
\`\`\`

\`\`\`export release
from: verdicts
format: preference
path: out/release
\`\`\`
`;
