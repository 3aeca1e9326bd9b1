// Typing aids: line breaks that keep the indentation, brackets, completions, the keys.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus, snippet, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, indentLess, indentMore } from "@codemirror/commands";
import { bracketMatching, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { EditorSelection, Prec } from "@codemirror/state";
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

/** What the text before the caret ends with where something can be completed. */
const COMPLETABLE = /[\w!:.$"'{/-]$|[\w"'\])}] $|- $|[:,[] $/;
/** The same where nothing is typed yet: a list is shown only behind a sign that asks for it, or on request. */
const ASKING = /[!.]$|\$\{$|!(Ref|GetAtt|Condition) $/;
/** Pause after a key before a list is looked for, in milliseconds. */
const PAUSE = 60;

/**
 * The list of what can stand at the caret. It opens behind a typed character if there is anything to list: with
 * `activateOnTyping` CodeMirror tells its whole view at every key that it asks, and again that there was nothing.
 */
function completion(ask) {
  // Whether somebody asked for the list that is open; and what was found before it was opened, for a text and a place in it.
  let requested = false;
  let found;
  const request = (view) => {
    requested = true;
    return startCompletion(view);
  };
  const source = (context) => {
    const { state, pos } = context;
    if (found?.doc === state.doc && found.pos === pos && !requested) return found.list;
    if (!requested && !COMPLETABLE.test(textBefore(state, pos))) return null;
    const all = ask(state, pos);
    return all instanceof Promise ? all.then((all) => listOf(state, pos, all, requested)) : listOf(state, pos, all, requested);
  };
  const offer = ViewPlugin.fromClass(
    class {
      update({ docChanged, selectionSet, state, transactions, view }) {
        if (!docChanged && !selectionSet) return;
        clearTimeout(this.timer);
        const isTyped = transactions.some((one) => one.isUserEvent("input.type"));
        if (isTyped && completionStatus(state) === null) this.timer = setTimeout(() => this.look(view), PAUSE);
      }
      async look(view) {
        const { doc, selection } = view.state;
        const pos = selection.main.head;
        if (!COMPLETABLE.test(textBefore(view.state, pos))) return;
        const all = ask(view.state, pos);
        const list = listOf(view.state, pos, all instanceof Promise ? await all : all, false);
        const { state } = view;
        if (!list || state.doc !== doc || state.selection.main.head !== pos || completionStatus(state) !== null) return;
        requested = false;
        found = { doc, pos, list };
        startCompletion(view);
      }
      destroy() {
        clearTimeout(this.timer);
      }
    },
  );
  // The completion list covers the search panel and is as wide as its content.
  const list = autocompletion({ override: [source], icons: false, maxRenderedOptions: 60, activateOnTyping: false, defaultKeymap: false });
  const keys = completionKeymap.map((binding) => (binding.run === startCompletion ? { ...binding, run: request } : binding));
  // The list takes its keys before anything else does.
  return [list, offer, Prec.highest(keymap.of([{ key: "Ctrl-i", run: request }, ...keys]))];
}

const textBefore = (state, pos) => {
  const line = state.doc.lineAt(pos);
  return line.text.slice(0, pos - line.from);
};

/** The list of what was found, the likeliest first; null for none. */
function listOf(state, pos, found, requested) {
  if (!found || found.options.length === 0) return null;
  const { from, to, options } = found;
  if (!requested && from === pos && !ASKING.test(textBefore(state, pos))) return null;
  // The page has the likeliest first; of what fits equally well that order counts.
  const ranked = options.map(({ insert, ...rest }, at) => ({ ...rest, boost: Math.max(-99, 99 - at), apply: snippet(insert) }));
  return { from, to, options: ranked };
}

// Keys that the page has other uses for: Deploy, and the way from a line to its field.
const FOREIGN = new Set(["Mod-Enter", "Alt-l"]);

export function typing(ask) {
  return [
    indentUnit.of(" ".repeat(UNIT)),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    rectangularSelection(),
    crosshairCursor(),
    dropCursor(),
    editing,
    completion(ask),
    EditorView.domEventHandlers({
      // Files are opened by the page, not pasted into the text.
      drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
    }),
    keymap.of([
      { key: "Enter", run: lineBreak, shift: lineBreak },
      { key: "Tab", run: whileEditing(tab), shift: whileEditing(indentLess) },
      ...closeBracketsKeymap,
      ...searchKeymap,
      ...foldKeymap,
      ...defaultKeymap.filter(({ key }) => !FOREIGN.has(key)),
      // After all that Escape closes.
      { key: "Escape", run: stopEditing },
    ]),
  ];
}
