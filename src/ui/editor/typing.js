// Typing aids: line breaks that keep the indentation, brackets, completions, the keys.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, snippet, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, indentLess, indentMore } from "@codemirror/commands";
import { bracketMatching, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState } from "@codemirror/state";
import { crosshairCursor, dropCursor, EditorView, keymap, rectangularSelection, ViewPlugin } from "@codemirror/view";

const UNIT = 2;
// What opens a block: a key or header without a value, and in shell what a list of commands follows.
const OPENS = /(^|\s)(-\s+)?[^\s#'"][^#]*:\s*((&|!)\S+\s*)*([|>][-+0-9]*)?\s*(#.*)?$|(^|\s)(then|do|else)\s*$|[{([]\s*$/;

/** A line break; the new line begins where its owner's content does. */
function lineBreak({ state, dispatch }) {
  if (state.readOnly) return false;
  const change = state.changeByRange((range) => {
    const line = state.doc.lineAt(range.from);
    const before = line.text.slice(0, range.from - line.from);
    let indent = before.match(/^ */)[0].length;
    if (OPENS.test(before)) {
      // What follows "- key:" belongs to the key, not to the dash.
      const dashes = before.slice(indent).match(/^(- +)+/);
      indent += (dashes && /:\s*(#.*)?$/.test(before) ? dashes[0].length : 0) + UNIT;
    } else {
      const item = before.slice(indent).match(/^(- +)+(?=[^\s-][^:]*:(\s|$))/);
      if (item) indent += item[0].length;
    }
    const after = state.doc.sliceString(range.to, line.to).match(/^ */)[0].length;
    const to = Math.min(range.to + (range.empty ? after : 0), Math.max(line.to, range.to));
    const insert = state.toText(state.lineBreak + " ".repeat(indent));
    return { changes: { from: range.from, to, insert }, range: EditorSelection.cursor(range.from + 1 + indent) };
  });
  dispatch(state.update(change, { scrollIntoView: true, userEvent: "input" }));
  return true;
}

/**
 * Whether Tab indents. It does once somebody has typed, selected text or used the mouse in the editor; before that, and
 * after Escape, it leaves, so that the keyboard alone goes through the page without an edit.
 */
const editing = ViewPlugin.define(
  () => ({
    active: false,
    update({ focusChanged, view, transactions }) {
      const edits = (one) => one.isUserEvent("input") || one.isUserEvent("delete") || (one.isUserEvent("select") && !one.state.selection.main.empty);
      if (transactions.some(edits)) this.active = true;
      else if (focusChanged && !view.hasFocus) this.active = false;
    },
  }),
  { eventObservers: { mousedown() { this.active = true; } } },
);

const isEditing = (view) => view.plugin(editing)?.active ?? false;

/** Leaves the key to the browser unless somebody edits. */
const whileEditing = (command) => (view) => isEditing(view) && command(view);

/** The next Tab leaves. */
function stopEditing(view) {
  const plugin = view.plugin(editing);
  if (plugin) plugin.active = false;
  return false;
}

/** Indents a selection; otherwise inserts spaces up to the next column of an indentation. */
function tab(view) {
  const { state } = view;
  if (state.selection.ranges.some((range) => !range.empty)) return indentMore(view);
  const change = state.changeByRange((range) => {
    const column = range.from - state.doc.lineAt(range.from).from;
    const insert = " ".repeat(UNIT - (column % UNIT));
    return { changes: { from: range.from, insert }, range: EditorSelection.cursor(range.from + insert.length) };
  });
  view.dispatch(state.update(change, { scrollIntoView: true, userEvent: "input" }));
  return true;
}

/** What can stand at the caret, asked of the page: it knows the template. */
function completions(ask) {
  return (context) => {
    if (!context.explicit && !context.matchBefore(/[\w!:.$"'{/-]$|[\w"'\])}] $|- $|[:,[] $/)) return null;
    const found = ask(context.state, context.pos);
    return found instanceof Promise ? found.then((found) => listOf(context, found)) : listOf(context, found);
  };
}

/** The list of what was found, the likeliest first; null for none. */
function listOf(context, found) {
  if (!found || found.options.length === 0) return null;
  const { from, to, options } = found;
  const typed = context.state.sliceDoc(from, context.pos);
  // Where nothing is typed yet a list is shown only on request, or behind a sign that asks for it.
  if (!context.explicit && typed === "" && !context.matchBefore(/[!.]$|\$\{$|!(Ref|GetAtt|Condition) $/)) return null;
  // The page has the likeliest first; of what fits equally well that order counts.
  const ranked = options.map(({ insert, ...rest }, at) => ({ ...rest, boost: Math.max(-99, 99 - at), apply: snippet(insert) }));
  return { from, to, options: ranked };
}

// Keys that the page has other uses for: Deploy, and the way from a line to its field.
const FOREIGN = new Set(["Mod-Enter", "Alt-l"]);

export function typing(ask) {
  return [
    indentUnit.of(" ".repeat(UNIT)),
    EditorState.allowMultipleSelections.of(true),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    rectangularSelection(),
    crosshairCursor(),
    dropCursor(),
    editing,
    // The completion list covers the search panel and is as wide as its content.
    autocompletion({ override: [completions(ask)], icons: false, maxRenderedOptions: 60, activateOnTypingDelay: 60 }),
    EditorView.domEventHandlers({
      // Files are opened by the page, not pasted into the text.
      drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
    }),
    keymap.of([
      { key: "Enter", run: lineBreak, shift: lineBreak },
      { key: "Tab", run: whileEditing(tab), shift: whileEditing(indentLess) },
      { key: "Ctrl-i", run: startCompletion },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...foldKeymap,
      ...defaultKeymap.filter(({ key }) => !FOREIGN.has(key)),
      // After all that Escape closes.
      { key: "Escape", run: stopEditing },
    ]),
  ];
}
