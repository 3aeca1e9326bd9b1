// The lines of a field of the form: tinted, the caret's line stronger.
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";

export const link = StateEffect.define();
const mark = (name) => ({ line: Decoration.line({ class: name }), gutter: new (class extends GutterMarker { elementClass = name; })() });
const linkedLine = mark("cm-linked");
const keyLine = mark("cm-linked cm-key");

export const linked = StateField.define({
  create: (state) => ({ first: 0, last: 0, key: 0, of: state.doc.lines, lines: Decoration.none, gutter: RangeSet.empty }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(link)) return linkedLines(transaction.state.doc, effect.value);
    }
    if (!transaction.docChanged) return value;
    return { ...value, lines: value.lines.map(transaction.changes), gutter: value.gutter.map(transaction.changes) };
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.lines),
    gutterLineClass.from(field, (value) => value.gutter),
  ],
});

// More lines than anybody sees at once are not worth tinting.
const MOST = 2000;

function linkedLines(doc, { first, last, key }) {
  const lines = [];
  const gutter = [];
  const end = Math.min(last, doc.lines, first + MOST);
  for (let number = first; number >= 1 && number <= end; number++) {
    const kind = number === key ? keyLine : linkedLine;
    const { from } = doc.line(number);
    lines.push(kind.line.range(from));
    gutter.push(kind.gutter.range(from));
  }
  return { first, last, key, of: doc.lines, lines: Decoration.set(lines), gutter: RangeSet.of(gutter) };
}
