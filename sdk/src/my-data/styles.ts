/** Any of the variables may be set on the element, and every `part` styled from outside. */
export const rules = `:host{display:block;color:var(--sillage-color,inherit);font:var(--sillage-font,inherit)}
:host([hidden]){display:none}
section{margin-block:0 var(--sillage-gap,2rem)}
h2{font-size:1.25em;line-height:1.3;margin-block:0 .5em}
p,ul{margin-block:0 .75em}
ul{padding-inline-start:1.2em}
.interests{list-style:none;padding:0;display:grid;gap:.5rem}
.interests>li{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:start;justify-content:space-between;border:1px solid var(--sillage-border,#8888);border-radius:var(--sillage-radius,.5rem);padding:.75rem}
.interests div{flex:1 1 14rem}
.kind{opacity:.8;font-size:.875em}
summary{cursor:pointer}
.actions{display:flex;flex-wrap:wrap;gap:.75rem}
button{font:inherit;cursor:pointer;min-height:2.75rem;padding:.4em 1em;border-radius:var(--sillage-radius,.5rem);border:1px solid var(--sillage-accent,#1d4f5c);background:var(--sillage-button-background,#fff);color:var(--sillage-accent,#1d4f5c)}
button[data-act=erase],button[data-act=yes]{border-color:var(--sillage-danger,#9b1c1c);color:var(--sillage-danger,#9b1c1c)}
button:disabled{opacity:.6;cursor:progress}
:focus-visible{outline:3px solid var(--sillage-focus,#1d4f5c);outline-offset:2px}
.paused{border-inline-start:4px solid var(--sillage-accent,#1d4f5c);padding:.75rem 1rem}
[role=status]:empty{display:none}
dialog{max-width:32rem;border:1px solid var(--sillage-border,#8888);border-radius:var(--sillage-radius,.5rem);padding:1.5rem;color:#1b1b1b;background:#fff}
dialog::backdrop{background:#0008}`;
