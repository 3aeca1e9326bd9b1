// Diagnostics in the text: an underline, a sign in the gutter, a note under the mouse. They move along with changes.
import { forEachDiagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";

/** CodeMirror's words for the severities. */
const SEVERITY = { error: "error", warning: "warning", note: "info" };

/** The gutter with the signs. */
export const signs = lintGutter({ hoverTime: 200 });

/** The diagnostics as they are marked now, in text order: each with its place after the changes since. */
function marked(state) {
  const found = [];
  forEachDiagnostic(state, (diagnostic, from, to) => found.push({ ...diagnostic, from, to }));
  return found;
}

/** Marks that say the same at the same place. */
const isSame = (one, other) => one.key === other.key && one.from === other.from && one.to === other.to;

/**
 * The transaction that marks these diagnostics, or nothing if they are marked already: what is drawn stays then, and so
 * does an open note. `adds` keeps the other marks, for a text that cannot be read: only its error is known.
 */
export function mark(state, diagnostics, adds) {
  const before = marked(state);
  const order = (one, other) => one.from - other.from || one.to - other.to || (one.key < other.key ? -1 : 1);
  const kept = adds ? before.filter((one) => !one.isSyntax) : [];
  const after = [...kept, ...diagnostics].sort(order);
  before.sort(order);
  if (before.length === after.length && before.every((one, index) => isSame(one, after[index]))) return undefined;
  return setDiagnostics(state, after);
}

/** A diagnostic as CodeMirror takes it. `tell` gets the key when its fix is asked for, and the rule that is to be explained. */
export function diagnosticOf({ key, severity, message, help, why, rule, fix, isSyntax }, from, to, tell) {
  const actions = fix ? [{ name: fix, apply: () => tell.fix(key) }] : [];
  actions.push({ name: `About ${rule}`, markClass: "cm-about", apply: () => tell.explain(rule) });
  return { from, to, key, isSyntax, severity: SEVERITY[severity], message, renderMessage: () => note(message, help, why), actions };
}

function note(message, help, why) {
  const holder = document.createElement("div");
  for (const [name, text] of [["cm-says", message], ["cm-helps", help], ["cm-why", why]]) {
    if (text) holder.appendChild(Object.assign(document.createElement("p"), { className: name, textContent: text }));
  }
  return holder;
}
