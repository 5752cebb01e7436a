/** The report's whole style: LOOK's colours and type, with fonts a reader's machine has; it loads nothing. */
export const reportStyle = `
:root { color-scheme: light dark;
  --page: #fbfaf7; --surface: #ffffff; --sunken: #f3f1eb; --line: #dedacf; --ink: #1f1d1a; --soft: #57534a; --faint: #6f6a5f;
  --accent: #8a5a00; --accent-ground: #f6e7c8; --info: #1b5faa; --good: #1e6b3c; --warn: #8a5200; --bad: #b3261e; --edge: #1f1d1a33;
  --serif: "Source Serif 4 Variable", "Source Serif 4", Charter, "Iowan Old Style", Georgia, serif;
  --sans: "Inter Variable", Inter, system-ui, "Segoe UI", Roboto, sans-serif;
  --mono: "JetBrains Mono Variable", "JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { :root {
  --page: #161513; --surface: #1e1d1a; --sunken: #121110; --line: #37342e; --ink: #ece8df; --soft: #b9b3a6; --faint: #979184;
  --accent: #e3b45c; --accent-ground: #3a2e16; --info: #7db4f0; --good: #6cc58e; --warn: #e0a04a; --bad: #f28b82; --edge: #000000b0; } }
* { box-sizing: border-box; }
html { background: var(--page); color: var(--ink); font: 400 16px/1.6 var(--serif); -webkit-text-size-adjust: 100%; }
body { margin: 0; padding: 40px 24px 96px; }
.page { max-width: 1080px; margin: 0 auto; } .prose, .page > p, .cell > p, .cell > ul, .cell > details { max-width: 860px; }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 600; margin: 32px 0 12px; }
h1 { font-size: 28px; margin-top: 0; } h2 { font-size: 20px; } h3, h4 { font-size: 16px; }
p { margin: 0 0 12px; }
a { color: var(--info); overflow-wrap: anywhere; }
img { max-width: 100%; }
code, pre { font: 14px/1.5 var(--mono); }
.prose code { font-size: 0.875em; background: var(--sunken); border-radius: 4px; padding: 1px 4px; overflow-wrap: anywhere; }
pre { background: var(--sunken); border-radius: 6px; padding: 12px 16px; margin: 8px 0; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
pre code, .prose pre code { background: none; padding: 0; }
blockquote { margin: 0 0 12px; padding-left: 16px; border-left: 2px solid var(--line); color: var(--soft); }
header.page > p { font: 13px/1.5 var(--sans); }
.soft { color: var(--soft); } .faint { color: var(--faint); }
.value small, .missing { font-family: var(--sans); color: var(--soft); } .value.warn small { color: var(--warn); } .wrong { font-family: var(--sans); font-size: 0.8125em; color: var(--bad); }
.cell { margin: 24px 0; padding: 12px 0 4px 20px; border-top: 1px solid var(--line); border-left: 2px solid transparent; font: 13px/1.5 var(--sans); }
.cell.warn { border-left-color: var(--warn); } .cell.bad { border-left-color: var(--bad); }
.cell header { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; align-items: baseline; }
.cell p { margin: 0 0 8px; }
.name b { font-weight: 600; } .name .title { margin-left: 8px; color: var(--soft); }
.kind { font-size: 12px; color: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: 1px 6px; margin-right: 4px; }
.finding { font-size: 14px; }
.facts { display: flex; margin-left: auto; flex-wrap: wrap; gap: 4px 12px; color: var(--soft); font-variant-numeric: tabular-nums; }
.state.good { color: var(--good); } .state.warn, .note.warn, li.warn b { color: var(--warn); } .state.bad, .note.bad, li.bad b { color: var(--bad); }
.simulated { font-weight: 500; font-size: 12px; color: var(--accent); background: var(--accent-ground); border-radius: 4px; padding: 1px 6px; }
summary { cursor: pointer; color: var(--soft); min-height: 24px; }
details { margin: 4px 0 12px; }
.scroll { overflow-x: auto; margin: 8px 0 16px; font: 13px/1.45 var(--sans); }
.scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: 13px; padding: 4px 0; white-space: nowrap; } caption b { color: var(--ink); font-weight: 500; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: break-word; max-width: 420px; }
th { font-weight: 500; font-size: 12px; color: var(--soft); white-space: nowrap; }
.number { text-align: right; } .number, .short { white-space: nowrap; } .long { min-width: 240px; }
.drawing th, .drawing td { max-width: none; border-bottom: 0; } .drawing thead th { white-space: normal; } .drawing thead td { white-space: nowrap; } .drawing { overflow-x: auto; } .drawing svg { max-width: 100%; height: auto; }
.on-paper { display: none; }
.card { margin: 8px 0 16px; padding: 12px 16px 4px; border: 1px solid var(--line); border-radius: 6px; max-width: 860px; }
.card :is(h3, h4) { margin: 20px 0 8px; } .card .quiet, .card .quiet code { font-size: 12px; color: var(--soft); }
@media screen {
  /* A shadow at the right edge while there is more; the cover over it stands at the end of what scrolls. */
  .scroll { background: linear-gradient(to left, var(--page) 40%, transparent) right / 48px 100% no-repeat local, linear-gradient(to left, var(--edge), transparent) right / 14px 100% no-repeat scroll; }
}
@media screen and (min-width: 720px) { .scroll :is(th, td):first-child { position: sticky; left: 0; background: var(--page); max-width: 280px; } }
@media screen { td .value { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; } }
.problems, .files { margin: 4px 0 12px; padding-left: 20px; } .files code { font-size: 13px; }
.ledger { color: var(--soft); font-variant-numeric: tabular-nums; } .ledger b { color: var(--ink); font-weight: 500; }
@page { size: landscape; margin: 12mm; }
@media print {
  :root { color-scheme: light; --page: #ffffff; --surface: #ffffff; --sunken: #f3f1eb; --line: #dedacf; --ink: #1f1d1a; --soft: #57534a; --faint: #6f6a5f;
    --accent: #8a5a00; --accent-ground: #f6e7c8; --info: #1b5faa; --good: #1e6b3c; --warn: #8a5200; --bad: #b3261e; }
  body { padding: 0; font-size: 11pt; } .page { max-width: none; }
  .cell header, figure, tr, pre { break-inside: avoid; } h1, h2, h3 { break-after: avoid; }
  .scroll, .drawing { overflow: visible; } .scroll { font-size: 8pt; } .long { min-width: 0; } .off-paper { display: none; } .on-paper { display: inline; }
  th, td, .short { white-space: pre-wrap; padding-right: 6px; } .long { overflow-wrap: anywhere; }
  .prose a[href^="http"]::after { content: " (" attr(href) ")"; color: #57534a; font-size: 0.85em; }
}
`;
