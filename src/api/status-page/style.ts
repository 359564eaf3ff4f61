/**
 * The page's look: limestone ground, slate ink, one water colour; light or dark as the system is. The page has no other
 * style, so that its content policy can name this one by its hash.
 */
export const style = `
:root{color-scheme:light;--page:oklch(.983 .005 95);--surface:oklch(1 0 0);--sunken:oklch(.966 .007 95);--line:oklch(.912 .009 95);
--ink:oklch(.25 .024 222);--ink-2:oklch(.43 .022 222);--ink-3:oklch(.525 .02 222);--water:oklch(.46 .078 218);--water-soft:oklch(.955 .022 210);
--oak:oklch(.505 .105 66);--oak-soft:oklch(.964 .03 84);--moss:oklch(.47 .095 152);--lift:0 1px 2px oklch(.25 .02 222/.05);
--font:"Figtree","Noto Sans","Noto Sans Devanagari","Kohinoor Devanagari","Nirmala UI",system-ui,sans-serif;
--mono:ui-monospace,"SF Mono","Cascadia Mono","Roboto Mono","DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root{color-scheme:dark;--page:oklch(.178 .014 228);--surface:oklch(.218 .016 228);--sunken:oklch(.195 .015 228);
--line:oklch(.305 .017 228);--ink:oklch(.95 .006 95);--ink-2:oklch(.79 .012 210);--ink-3:oklch(.68 .015 215);--water:oklch(.8 .085 205);
--water-soft:oklch(.285 .035 218);--oak:oklch(.82 .105 80);--oak-soft:oklch(.285 .03 74);--moss:oklch(.81 .1 155);--lift:none}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:400 .875rem/1.375rem var(--font);-webkit-font-smoothing:antialiased;
font-variant-numeric:lining-nums;overflow-wrap:anywhere}
h1,h2,h3,p,ul,dl,dd,table{margin:0;padding:0}
ul{list-style:none}
a{color:var(--water);font-weight:550;text-decoration:none}
a:hover{text-decoration:underline;text-underline-offset:3px}
:focus-visible{outline:2px solid var(--water);outline-offset:2px;border-radius:6px}
h1{font:600 1.375rem/1.75rem var(--font);letter-spacing:-.01em}
h2{font:600 1rem/1.5rem var(--font);letter-spacing:-.005em}
code{font-family:var(--mono);font-size:.92em}
.wrap{max-width:1000px;margin:0 auto;padding:0 24px 64px}
.brand{display:flex;align-items:center;gap:10px;padding:24px 0 8px;font:650 1.0625rem/1.5rem var(--font);letter-spacing:-.015em}
.brand svg{width:26px;height:26px;color:var(--water)}
.brand .state{margin-left:auto;display:flex;align-items:center;gap:8px;font:400 .8125rem/1.25rem var(--font);letter-spacing:0;color:var(--ink-2)}
.dot{width:8px;height:8px;border-radius:50%;background:var(--moss);flex:none}
.top{padding:16px 0 20px}
.sub{color:var(--ink-3)}
.grid{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,360px);gap:20px;align-items:start}
.col{display:grid;gap:20px;min-width:0}
.card{background:var(--surface);border:1px solid var(--line);border-radius:14px;box-shadow:var(--lift);padding:18px 20px 20px;min-width:0}
.card>h2{margin-bottom:12px}
.label{color:var(--ink-2)}
.hero{font:600 3rem/3.25rem var(--font);letter-spacing:-.025em;padding:4px 0 10px}
.hero small{font-size:.58em;color:var(--ink-3);font-weight:600}
.hero.more{font-size:1.375rem;line-height:1.75rem;padding-top:0}
.hero.unknown{font-size:1.875rem;line-height:2.25rem;color:var(--ink-2)}
.asof{display:flex;align-items:flex-start;gap:8px;color:var(--ink-2);font:400 .8125rem/1.25rem var(--font)}
.asof b{font-weight:600;color:var(--ink)}
.level{width:15px;height:15px;flex:none;margin-top:2px;color:var(--water)}
.level.part{color:var(--oak)}
.level.none{color:var(--ink-3)}
.level .tick{stroke:var(--surface)}
.num{font-variant-numeric:tabular-nums lining-nums;white-space:nowrap;text-align:right}
table{width:100%;border-collapse:collapse}
th{font:500 .75rem/1rem var(--font);color:var(--ink-3);text-align:left;padding:0 0 6px;white-space:nowrap}
th.num{text-align:right}
td{padding:6px 0;vertical-align:top}
td+td,th+th{padding-left:16px}
tr.sum td{border-top:1px solid var(--line);font-weight:600}
.race{table-layout:fixed}
.race+.race{margin-top:20px}
.race caption{text-align:left;font:500 .75rem/1rem var(--font);color:var(--ink-3);padding-bottom:4px}
.race td{vertical-align:middle}
.race td:first-child{width:30%}
.race .bar{width:44%}
.race .bar svg{display:block}
.reasons{margin-top:4px}
details{margin-top:4px}
summary{cursor:pointer;color:var(--water);font-weight:550}
.water{fill:var(--water)}
.taken{fill:url(#taken)}
.hatch{stroke:var(--ink-3)}
.rows>li{padding:12px 0}
.rows>li+li{border-top:1px solid var(--line)}
.rows>li:first-child{padding-top:0}
.rows>li:last-child{padding-bottom:0}
.name{font-weight:600}
.small{font:400 .8125rem/1.25rem var(--font);color:var(--ink-2)}
.chip{display:inline-block;padding:1px 9px;border-radius:999px;font:600 .75rem/1.375rem var(--font);background:var(--oak-soft);color:var(--oak)}
.demo{margin:8px 0 0;padding:10px 16px;border:1.5px dashed var(--oak);border-radius:14px;background:var(--oak-soft);color:var(--ink)}
dl{display:grid;gap:12px}
dt{font:500 .75rem/1rem var(--font);color:var(--ink-3);margin-bottom:2px}
dd code{color:var(--ink-2)}
.cmd{display:block;margin-top:8px;padding:8px 12px;border-radius:8px;background:var(--sunken);border:1px solid var(--line);color:var(--ink);font:400 .8125rem/1.25rem var(--mono)}
.cmd+.cmd{margin-top:6px}
.chip.ok{background:var(--water-soft);color:var(--water)}
.section{padding:32px 0 0}
@media (max-width:760px){
body{font-size:.9375rem}
.wrap{padding:0 16px 48px}
.grid{grid-template-columns:minmax(0,1fr);gap:14px}
.col{gap:14px}
.card{padding:16px}
.hero{font-size:2.5rem;line-height:2.75rem}
.race .bar{display:none}
.wide{display:none}
a{display:inline-block;min-height:24px}
.race td:first-child{width:55%}
}
`;
