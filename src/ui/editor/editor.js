// The text of the template: CodeMirror in a shadow root, where its styles need no <style> tag in the document.
// Typed changes are passed to the page at once; changes of the page are applied to the same text.
import { codeFolding, foldGutter, forceParsing, syntaxHighlighting, syntaxTreeAvailable } from "@codemirror/language";
import { highlightSelectionMatches, openSearchPanel, search } from "@codemirror/search";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { carets } from "./carets.js";
import { colours, language, substitutions } from "./language.js";
import { link, linked } from "./linked.js";
import { diagnosticOf, mark, signs } from "./marks.js";
import { theme } from "./theme.js";
import { typing } from "./typing.js";
import { rewrap, wrap } from "./wrap.js";

/** How long reading ahead may take at a time, and rests after it, in milliseconds. */
const SLICE = 12;

/** What the search says, as the rest of the page speaks. */
const WORDS = {
  next: "Next",
  previous: "Previous",
  all: "Select all",
  "match case": "Match case",
  regexp: "Regex",
  "by word": "Whole words",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close",
};

/** Id of the description of the keys. */
const KEYS = "keys";

/** Marks what the page has changed: it knows of it already. */
const byPage = Annotation.define();

/** What a key in a form changes within a line is seen before it is read and measured: .ci/bundle.mjs. */
const IN_LINE = "form.line";
/** A key changes no more than this many characters. More may be anything, and has its own colours at once. */
const OF_A_KEY = 8;

function chevron(open) {
  const holder = document.createElement("span");
  holder.title = open ? "Fold these lines" : "Unfold these lines";
  holder.className = open ? "" : "cm-folded";
  return holder;
}

// ── Line ends ──
//
// Where every line ends with CR and LF, CodeMirror counts one unit for both and the page two. Anything else is cut at
// the LF alone, so that no byte is lost; a stray CR is then a character like others.

const STRAY = /(^|[^\r])\n|\r(?!\n)/;
const isCrlf = (text) => text.includes("\r\n") && !STRAY.test(text);

class Editor {
  constructor(host, text, events) {
    const root = host.attachShadow({ mode: "open" });
    const hint = root.appendChild(document.createElement("span"));
    [hint.id, hint.hidden, hint.textContent] = [KEYS, true, "Once you edit, Tab indents. Press Escape, then Tab, to leave the text."];
    this.events = events;
    this.view = new EditorView({ root, parent: root, state: this.stateOf(text) });
    this.view.scrollDOM.addEventListener("scroll", events.moved, { passive: true });
    this.readAhead();
  }

  /** The editor at the beginning of a text. */
  stateOf(text) {
    const { events } = this;
    this.crlf = isCrlf(text);
    const ask = (state, at) => {
      const found = events.complete(this.unit(state.doc, at));
      const placed = (found) => found && { ...found, from: this.place(state.doc, found.from), to: this.place(state.doc, found.to) };
      return found instanceof Promise ? found.then(placed) : placed(found);
    };
    return EditorState.create({
      doc: text,
      extensions: [
        EditorState.lineSeparator.of(this.crlf ? "\r\n" : "\n"),
        EditorView.contentAttributes.of({ "aria-label": "Text of the template", "aria-describedby": KEYS, tabindex: "0", spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
        signs,
        lineNumbers(),
        codeFolding(),
        foldGutter({ markerDOM: chevron }),
        language,
        syntaxHighlighting(colours),
        theme,
        wrap(this.wraps),
        linked,
        substitutions,
        carets,
        highlightSelectionMatches(),
        search({ top: true }),
        EditorState.phrases.of(WORDS),
        typing(ask),
        EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?|\n/g, this.crlf ? "\r\n" : "\n")),
        EditorView.domEventHandlers({
          beforeinput: (event) => {
            // Undo from the browser's menu: there is one history, and it is the page's.
            if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
            event.preventDefault();
            events.undo(event.inputType === "historyRedo");
            return true;
          },
        }),
        EditorView.updateListener.of((update) => this.updated(update)),
      ],
    });
  }

  /**
   * Reads the text to its end while the browser has nothing to do. A tree that stops in the middle of the resources is
   * read again from there at every change; a whole one is used again.
   */
  readAhead() {
    clearTimeout(this.reading);
    const wait = (then) => (typeof requestIdleCallback === "function" ? requestIdleCallback(then, { timeout: 2000 }) : setTimeout(then, 50));
    const read = () =>
      wait(() => {
        const { state } = this.view;
        if (syntaxTreeAvailable(state, state.doc.length)) return;
        forceParsing(this.view, state.doc.length, SLICE);
        this.reading = setTimeout(read, SLICE);
      });
    this.reading = setTimeout(read, 500);
  }

  updated(update) {
    const { state, startState } = update;
    let own = false;
    for (const transaction of update.transactions) {
      if (transaction.annotation(byPage)) continue;
      own ||= transaction.docChanged || transaction.selection !== undefined;
      if (transaction.docChanged) this.tell(transaction);
    }
    if (update.selectionSet || update.docChanged || update.focusChanged) {
      // A search moves the caret while the focus is in its panel: that counts once the text has the focus.
      if (own) this.unfollowed = !this.view.hasFocus;
      else if (update.focusChanged && this.view.hasFocus && this.unfollowed) [own, this.unfollowed] = [true, false];
      const { head } = state.selection.main;
      const line = state.doc.lineAt(head);
      this.events.caret(line.number, head - line.from + 1, own ? this.unit(state.doc, head) : -1, update.docChanged);
    }
    this.view.paintsFirst = update.docChanged && update.transactions.every((transaction) => transaction.isUserEvent(IN_LINE));
    if (this.view.paintsFirst) this.readAhead();
    // Nothing moves where a change leaves the number of lines; the height of a line that is typed in is only estimated.
    const lines = startState.doc.lines !== state.doc.lines;
    if (lines || update.viewportChanged || (update.heightChanged && !update.docChanged)) this.view.requestMeasure(this.lines);
  }

  /** Tells that lines have moved once the browser has laid them out: to ask earlier would lay them out twice. */
  lines = {
    read: () => {
      const { scrollDOM, contentHeight, documentTop, state } = this.view;
      const now = [scrollDOM.scrollTop, contentHeight, documentTop, state.doc.lines].join();
      // A line that is typed in is measured again and stays as high as it was.
      if (now === this.laidOut) return;
      this.laidOut = now;
      this.events.moved();
    },
  };

  /** Tells the page what a transaction changed, counted in the text before it. */
  tell(transaction) {
    const changes = [];
    const { doc } = transaction.startState;
    const separator = this.crlf ? "\r\n" : "\n";
    transaction.changes.iterChanges((from, to, _from, _to, inserted) => {
      changes.push({ from: this.unit(doc, from), to: this.unit(doc, to), insert: inserted.sliceString(0, inserted.length, separator) });
    });
    this.events.typed(changes);
  }

  /** The page's offset of a place in the editor. */
  unit(doc, at) {
    return this.crlf ? at + doc.lineAt(at).number - 1 : at;
  }

  /** The editor's offset of a place in the page's text. */
  place(doc, unit) {
    if (!this.crlf) return Math.min(unit, doc.length);
    let [low, high] = [1, doc.lines];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (doc.line(middle).from + middle - 1 <= unit) low = middle;
      else high = middle - 1;
    }
    const line = doc.line(low);
    return Math.min(unit - (low - 1), line.to);
  }

  /** Makes changes, each counted in the text that the ones before it left. */
  apply(changes) {
    const [first] = changes;
    // Another text altogether: its line ends may be others.
    if (changes.length === 1 && first.from === 0 && first.to >= this.length()) return this.setDoc(first.insert);
    if (this.crlf && changes.some(({ insert }) => STRAY.test(insert))) return this.setDoc(this.events.text());
    for (const { from, to, insert } of changes) {
      const { doc } = this.view.state;
      const place = { from: this.place(doc, from), to: this.place(doc, to), insert: this.view.state.toText(insert) };
      // Undo in the text: the caret goes to what came back.
      const follow = this.view.hasFocus && { selection: { anchor: place.from + place.insert.length }, scrollIntoView: true };
      this.view.dispatch({ changes: place, annotations: byPage.of(true), ...follow, ...(this.isInLine(place) && { userEvent: IN_LINE }) });
    }
  }

  /** True for a change of a few characters within a line that is drawn, while the text has no focus. */
  isInLine({ from, to, insert }) {
    const { viewport, hasFocus, state } = this.view;
    if (hasFocus || insert.lines > 1 || Math.max(to - from, insert.length) > OF_A_KEY) return false;
    return from >= viewport.from && to <= Math.min(viewport.to, state.doc.lineAt(from).to);
  }

  /** Shows another text from its beginning. A state of its own reads no more of it than is seen, which a change would. */
  setDoc(text) {
    this.view.setState(this.stateOf(text));
    this.view.scrollDOM.scrollTop = 0;
    this.events.caret(1, 1, -1, true);
    this.events.moved();
    this.readAhead();
  }

  /** Length of the text as the page counts it. */
  length() {
    const { doc } = this.view.state;
    return this.unit(doc, doc.length);
  }

  /** The caret was moved from outside the text, and nobody has followed it yet. */
  unfollowed = false;

  /**
   * Marks diagnostics, `{ key, from, to, severity, message, help, why, rule, fix, isSyntax }` with both ends in UTF-16
   * units. `adds` keeps the marks of before. Another text has none until it is told them.
   */
  setMarks(marks, adds) {
    const { state } = this.view;
    const place = ({ from, to }) => {
      const [start, end] = [this.place(state.doc, from), this.place(state.doc, to)];
      // Behind the last character of a line there is nothing to underline but the line.
      return start < end ? [start, end] : [state.doc.lineAt(start).from, start];
    };
    const transaction = mark(state, marks.map((one) => diagnosticOf(one, ...place(one), this.events)), adds);
    if (transaction) this.view.dispatch(transaction);
  }

  /** Left, top and bottom of the caret on the screen; nothing if it is out of sight. */
  caretBox() {
    const { state } = this.view;
    const box = this.view.coordsAtPos(state.selection.main.head);
    const frame = this.view.scrollDOM.getBoundingClientRect();
    if (!box || box.bottom < frame.top || box.top > frame.bottom) return undefined;
    return [box.left, box.top, box.bottom];
  }

  /** Tints the lines from `first` to `last`, `key` stronger; 0 tints none. */
  link(first, last, key) {
    const now = this.view.state.field(linked);
    if (now.first === first && now.last === last && now.key === key && now.of === this.view.state.doc.lines) return;
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

  /** Puts the caret into a line, at `column` or, if that is 0, at the start of its text, and takes the focus. */
  focusLine(number, column) {
    const { doc } = this.view.state;
    const line = doc.line(Math.max(1, Math.min(number, doc.lines)));
    const inside = column > 0 ? Math.min(column - 1, line.length) : line.text.search(/\S|$/);
    this.view.dispatch({ selection: { anchor: line.from + inside }, annotations: byPage.of(true), scrollIntoView: column > 0 });
    this.view.focus();
  }

  /** Whether long lines go on in the next row. */
  wraps = false;

  wrap(wraps) {
    if (wraps === this.wraps) return;
    this.wraps = wraps;
    this.view.dispatch({ effects: rewrap(wraps) });
  }

  hasFocus() {
    return this.view.hasFocus;
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
