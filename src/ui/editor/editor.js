// The text of the template: CodeMirror in a shadow root, where its styles need no <style> tag in the document.
// It shows what the page gives it and never changes the text itself.
import { standardKeymap } from "@codemirror/commands";
import { yamlLanguage } from "@codemirror/lang-yaml";
import { codeFolding, foldGutter, foldKeymap, HighlightStyle, LanguageSupport, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, GutterMarker, gutterLineClass, keymap, lineNumbers, MatchDecorator, ViewPlugin } from "@codemirror/view";
import { styleTags, Tag, tags } from "@lezer/highlight";

// ── Colours: the page's custom properties reach into the shadow root ──

const body = Tag.define();
const language = new LanguageSupport(yamlLanguage.configure({ props: [styleTags({ BlockLiteralContent: body })] }));

const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--c-key)" },
  { tag: [tags.string, tags.content], color: "var(--c-str)" },
  { tag: body, color: "var(--c-body)" },
  { tag: [tags.typeName, tags.labelName], color: "var(--c-tag)" },
  { tag: tags.lineComment, color: "var(--c-com)" },
  { tag: [tags.separator, tags.squareBracket, tags.brace, tags.punctuation, tags.special(tags.string), tags.meta], color: "var(--ink-3)" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--c-str)", fontSize: "var(--t-12)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontVariantLigatures: "none", lineHeight: "var(--lh-code)", scrollbarWidth: "thin", scrollbarColor: "var(--line-2) transparent" },
  "&.cm-focused .cm-scroller": { boxShadow: "inset 0 0 0 2px var(--accent)" },
  ".cm-content": { padding: "4px 0 12px", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 16px 0 4px" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--accent-mid)" },
  ".cm-selectionMatch": { background: "var(--press)" },
  ".cm-searchMatch": { background: "var(--warn-soft)", outline: "1px solid var(--warn-line)" },
  ".cm-searchMatch-selected": { background: "var(--warn-line)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-3)", border: "none", fontSize: "11px" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "54px", padding: "0" },
  ".cm-foldGutter .cm-gutterElement": { width: "18px", textAlign: "center", cursor: "pointer" },
  ".cm-foldGutter span": { display: "grid", placeContent: "center", height: "20px" },
  ".cm-foldGutter svg": { width: "11px", height: "11px", fill: "none", stroke: "currentColor", strokeWidth: "1.5", strokeLinecap: "round", strokeLinejoin: "round" },
  ".cm-foldPlaceholder": { margin: "0 4px", padding: "0 6px", border: "1px solid var(--line-2)", borderRadius: "3px", background: "var(--hover)", color: "var(--ink-2)" },
  ".cm-sub": { borderRadius: "3px", background: "var(--c-sub-bg)" },
  ".cm-sub, .cm-sub *": { color: "var(--c-tag)" },
  ".cm-linked": { backgroundColor: "var(--accent-soft)" },
  ".cm-line.cm-key": { backgroundColor: "var(--accent-mid)" },
  ".cm-gutterElement.cm-linked": { backgroundColor: "var(--accent-soft)", color: "var(--accent)" },
  ".cm-gutterElement.cm-key": { backgroundColor: "var(--accent-mid)", fontWeight: "600" },
  ".cm-lineNumbers .cm-gutterElement.cm-linked": { boxShadow: "inset 2px 0 0 var(--accent)" },
  ".cm-panels": { borderColor: "var(--line)", background: "var(--sunken)", color: "var(--ink)", fontFamily: "var(--sans)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "6px 8px", padding: "8px 36px 8px 12px", fontSize: "12px" },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "4px", fontSize: "12px" },
  ".cm-panel.cm-search [name=close]": { inset: "8px 8px auto auto", width: "24px", height: "24px", fontSize: "18px", color: "var(--ink-2)", cursor: "pointer" },
  ".cm-textfield": { height: "28px", margin: "0", padding: "0 8px", border: "1px solid var(--edge)", borderRadius: "4px", background: "var(--surface)", color: "var(--ink)", fontSize: "12px" },
  ".cm-button": { height: "28px", margin: "0", padding: "0 10px", border: "1px solid var(--line-2)", borderRadius: "4px", background: "var(--surface)", backgroundImage: "none", color: "var(--ink)", fontSize: "12px", cursor: "pointer" },
  ".cm-button:hover": { background: "var(--hover)" },
  ".cm-textfield:focus-visible, .cm-button:focus-visible, [name=close]:focus-visible": { outline: "2px solid var(--accent)", outlineOffset: "-1px" },
});

// ── ${…} where Fn::Sub replaces it ──

function isSubstituted(state, at) {
  for (let node = syntaxTree(state).resolveInner(at, 1); node; node = node.parent) {
    if (node.name === "Tagged" && node.firstChild?.name === "Tag") {
      return state.sliceDoc(node.firstChild.from, node.firstChild.to) === "!Sub";
    }
    if (node.name === "Pair" && node.firstChild?.name === "Key") {
      return state.sliceDoc(node.firstChild.from, node.firstChild.to).trim() === "Fn::Sub";
    }
  }
  return false;
}

const substitution = Decoration.mark({ class: "cm-sub" });
const names = new MatchDecorator({
  regexp: /\$\{[^!}\n][^}\n]*\}/g,
  decoration: (match, view, at) => (isSubstituted(view.state, at) ? substitution : null),
});
const substitutions = ViewPlugin.define(
  (view) => ({
    decorations: names.createDeco(view),
    update(update) {
      // The tree grows in the background: what was not read yet may be a !Sub by now.
      const read = syntaxTree(update.state) !== syntaxTree(update.startState);
      this.decorations = read ? names.createDeco(update.view) : names.updateDeco(update, this.decorations);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);

// ── Lines that a field of the form stands for ──

const link = StateEffect.define();
const mark = (name) => ({ line: Decoration.line({ class: name }), gutter: new (class extends GutterMarker { elementClass = name; })() });
const linkedLine = mark("cm-linked");
const keyLine = mark("cm-linked cm-key");

const linked = StateField.define({
  create: () => ({ first: 0, last: 0, lines: Decoration.none, gutter: RangeSet.empty }),
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

function linkedLines(doc, { first, last, key }) {
  const lines = [];
  const gutter = [];
  for (let number = first; number >= 1 && number <= last && number <= doc.lines; number++) {
    const kind = number === key ? keyLine : linkedLine;
    const { from } = doc.line(number);
    lines.push(kind.line.range(from));
    gutter.push(kind.gutter.range(from));
  }
  return { first, last, lines: Decoration.set(lines), gutter: RangeSet.of(gutter) };
}

function chevron(open) {
  const holder = document.createElement("span");
  holder.title = open ? "Fold these lines" : "Unfold these lines";
  const svg = holder.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
  svg.setAttribute("viewBox", "0 0 16 16");
  const path = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  path.setAttribute("d", open ? "M4 6l4 4 4-4" : "M6 4l4 4-4 4");
  return holder;
}

// ── The editor as the page uses it ──

class Editor {
  constructor(host, text, { caret, moved }) {
    const root = host.attachShadow({ mode: "open" });
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          // Line ends stay characters of the text: offsets here and in the page are the same.
          EditorState.lineSeparator.of("\n"),
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ "aria-label": "Text of the template", "aria-readonly": "true", tabindex: "0", inputmode: "none", spellcheck: "false" }),
          lineNumbers(),
          codeFolding(),
          foldGutter({ markerDOM: chevron }),
          language,
          syntaxHighlighting(colours),
          theme,
          linked,
          substitutions,
          drawSelection(),
          highlightSelectionMatches(),
          search({ top: true }),
          keymap.of([...searchKeymap, ...foldKeymap, ...standardKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.selectionSet || update.docChanged || update.focusChanged) {
              const { head } = update.state.selection.main;
              const line = update.state.doc.lineAt(head);
              caret(line.number, head - line.from + 1);
            }
            if (update.geometryChanged || update.viewportChanged) moved();
          }),
        ],
      }),
    });
    this.view.scrollDOM.addEventListener("scroll", moved, { passive: true });
  }

  /** Makes changes, each counted in the text that the ones before it left. */
  apply(changes) {
    for (const { from, to, insert } of changes) {
      const length = this.view.state.doc.length;
      this.view.dispatch({ changes: { from: Math.min(from, length), to: Math.min(to, length), insert } });
    }
  }

  /** Replaces the whole text, if it differs. */
  setDoc(text) {
    const { doc } = this.view.state;
    if (doc.toString() !== text) this.view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
  }

  /** Tints the lines from `first` to `last`, `key` stronger; 0 tints none. */
  link(first, last, key) {
    this.view.dispatch({ effects: link.of({ first, last, key }) });
  }

  /** Brings lines into view; where it has to scroll, `first` comes `margin` pixels below the top. */
  reveal(first, last, margin) {
    const { state, scrollDOM } = this.view;
    const line = (number) => state.doc.line(Math.max(1, Math.min(number, state.doc.lines)));
    const top = this.view.lineBlockAt(line(first).from).top + this.view.documentPadding.top;
    const bottom = this.view.lineBlockAt(line(last).from).bottom + this.view.documentPadding.top;
    const height = scrollDOM.clientHeight;
    if (top >= scrollDOM.scrollTop && bottom <= scrollDOM.scrollTop + height) return;
    const yMargin = Math.max(4, Math.min(margin, height - (bottom - top) - 4));
    this.view.dispatch({ effects: EditorView.scrollIntoView(line(first).from, { y: "start", yMargin, x: "start", xMargin: 80 }) });
  }

  /** Top and bottom of the tinted lines on the screen, cut to what is seen; nothing if none are. */
  seen() {
    const { first, last } = this.view.state.field(linked);
    const { doc } = this.view.state;
    if (first < 1 || first > doc.lines) return undefined;
    const frame = this.view.scrollDOM.getBoundingClientRect();
    const start = this.view.lineBlockAt(doc.line(first).from).top;
    const end = this.view.lineBlockAt(doc.line(Math.min(last, doc.lines)).from).bottom;
    const offset = this.view.documentTop;
    const top = Math.max(start + offset, frame.top);
    const bottom = Math.min(end + offset, frame.bottom);
    return bottom > top ? [frame.left, top, bottom] : [frame.left, end + offset <= frame.top ? frame.top : frame.bottom, 0];
  }

  /** The first line that is seen whole. */
  topLine() {
    const { scrollTop } = this.view.scrollDOM;
    return this.view.state.doc.lineAt(this.view.lineBlockAtHeight(scrollTop + 4).from).number;
  }

  /** Puts the caret at the start of a line's text and takes the focus. */
  focusLine(number) {
    const { doc } = this.view.state;
    const line = doc.line(Math.max(1, Math.min(number, doc.lines)));
    this.view.dispatch({ selection: { anchor: line.from + line.text.search(/\S|$/) } });
    this.view.focus();
  }

  focus() {
    this.view.focus();
  }

  find() {
    openSearchPanel(this.view);
  }
}

export function mount(host, text, events) {
  return new Editor(host, text, events);
}
