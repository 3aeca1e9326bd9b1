// Languages of the editor: YAML, shell scripts inside it, and ${…} inside Fn::Sub.
import { yamlLanguage } from "@codemirror/lang-yaml";
import { HighlightStyle, LanguageSupport, StreamLanguage, syntaxTree } from "@codemirror/language";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { Decoration, MatchDecorator, ViewPlugin } from "@codemirror/view";
import { parseMixed } from "@lezer/common";
import { styleTags, Tag, tags } from "@lezer/highlight";

// ── Shell in block text: what begins like a script, and what cfn-init hands to a shell ──

const shellLanguage = StreamLanguage.define(shell);
const SCRIPT = /^\s*#!\s*\S*\/(env +)?(ba|da|z|k)?sh\b/;
const SHELL_KEYS = /^["']?(command|test)["']?$/;

function isShell(node, input) {
  const { from, to } = node;
  if (SCRIPT.test(input.read(from, Math.min(to, from + 200)))) return true;
  for (let above = node.node.parent; above; above = above.parent) {
    if (above.name === "Pair") {
      const key = above.firstChild;
      return key?.name === "Key" && SHELL_KEYS.test(input.read(key.from, key.to));
    }
  }
  return false;
}

const body = Tag.define();
export const language = new LanguageSupport(
  yamlLanguage.configure({
    props: [styleTags({ BlockLiteralContent: body })],
    wrap: parseMixed((node, input) =>
      node.name === "BlockLiteralContent" && isShell(node, input) ? { parser: shellLanguage.parser } : null,
    ),
  }),
);

export const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--c-key)" },
  { tag: [tags.string, tags.content], color: "var(--c-str)" },
  { tag: body, color: "var(--c-body)" },
  { tag: [tags.typeName, tags.labelName], color: "var(--c-tag)" },
  { tag: [tags.lineComment, tags.comment], color: "var(--c-com)" },
  { tag: [tags.keyword, tags.standard(tags.name)], color: "var(--c-key)" },
  { tag: tags.number, color: "var(--c-num)" },
  { tag: [tags.separator, tags.squareBracket, tags.brace, tags.punctuation, tags.special(tags.string), tags.meta], color: "var(--ink-3)" },
]);

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
export const substitutions = ViewPlugin.define(
  (view) => ({
    decorations: names.createDeco(view),
    update(update) {
      const tree = syntaxTree(update.state);
      // The tree grows in the background: what was not read yet may be a !Sub by now.
      if (!tree.length) this.decorations = this.decorations.map(update.changes);
      else if (tree !== syntaxTree(update.startState)) this.decorations = names.createDeco(update.view);
      else this.decorations = names.updateDeco(update, this.decorations);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);
