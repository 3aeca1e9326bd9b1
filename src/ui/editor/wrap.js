// Soft wrap: a long line goes on in the next row, indented as it begins.
import { Compartment } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin } from "@codemirror/view";

/** The deepest indent of such a row, in characters. */
const DEEPEST = 40;
const INDENTS = Array.from({ length: DEEPEST + 1 }, (_, indent) => Decoration.line({ class: `cm-in-${indent}` }));

/** Number of characters before the text of a line: blanks, and the dashes of items. */
const indentOf = (line) => Math.min(/^ *(?:- +)*/.exec(line)[0].length, DEEPEST);

/** The indents of the lines that are drawn. */
function indents(view) {
  const found = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      found.push(INDENTS[indentOf(line.text)].range(line.from));
      at = line.to + 1;
    }
  }
  return Decoration.set(found, true);
}

const hanging = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = indents(view);
    }
    update({ docChanged, viewportChanged, view }) {
      if (docChanged || viewportChanged) this.decorations = indents(view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

const hung = (indent) => [`.cm-line.cm-in-${indent}`, { paddingLeft: `calc(4px + ${indent}ch)`, textIndent: `-${indent}ch` }];
const on = [EditorView.lineWrapping, hanging, EditorView.theme(Object.fromEntries(INDENTS.map((_, indent) => hung(indent))))];

const wrapping = new Compartment();

/** The extension of an editor whose lines wrap, or not. */
export const wrap = (wraps) => wrapping.of(wraps ? on : []);
/** The effect that changes that. */
export const rewrap = (wraps) => wrapping.reconfigure(wraps ? on : []);
