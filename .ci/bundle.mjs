// Makes what is not Rust, before trunk puts the page together: the style sheets, the text editor, the examples of the checks.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { comment, ruleFiles } from "./docs.mjs";

const common = { bundle: true, minify: true, legalComments: "none", logLevel: "warning", outdir: "target/page" };

// What CodeMirror is not to do at every key. There is no setting for any of it: should a later version word it otherwise,
// the build says so.
//
// It draws 1,000 pixels of lines above and below those that are seen, together; the browser lays out and measures all of
// them at every key. 400 are enough for three frames of a fast flick, and a key costs a tenth less.
//
// Without the focus it reads the page's selection at every change and then does nothing with it; reading makes the browser
// lay out the page there and then. It forgets the selection when it loses the focus, and may as well not read it.
//
// Before every frame it measures all the lines that it draws, and at every change it reads the text again, colours the
// lines and looks where they fold. Where a form changes something within a line (the user event `form.line`), there is
// nothing to measure, and colours and folds move along: the key is seen first. Reading is made up for when the browser
// rests, as for a text that is too long to be read at once.
const VIEW = [
  ["1000 /* VP.Margin */", "400 /* VP.Margin */"],
  ["250 /* VP.MaxCoverMargin */", "100 /* VP.MaxCoverMargin */"],
  [
    "if (mustRead || !this.view.observer.selectionRange.focusNode)",
    `if (!fromPointer && this.view.root.activeElement != this.tile.dom) this.view.observer.clearSelectionRange();
        else if (mustRead || !this.view.observer.selectionRange.focusNode)`,
  ],
  ["requestAnimationFrame(() => this.measure())", "requestAnimationFrame(() => (this.paintsFirst ? setTimeout(() => this.measure()) : this.measure()))"],
];
const LANGUAGE = [
  [
    "if (!newCx.work(20 /* Work.Apply */, upto))",
    `if (tr.isUserEvent("form.line")) newCx.tree = new Tree(this.tree.type, [], [], 0);
        else if (!newCx.work(20 /* Work.Apply */, upto))`,
  ],
  [
    "if (update.docChanged || update.viewportChanged ||",
    `if (update.docChanged && update.transactions.every((tr) => tr.isUserEvent("form.line"))) this.markers = this.markers.map(update.changes);
            else if (update.docChanged || update.viewportChanged ||`,
  ],
];
const lessWork = {
  name: "less work",
  setup({ onLoad }) {
    for (const [part, worded] of Object.entries({ view: VIEW, language: LANGUAGE })) {
      onLoad({ filter: new RegExp(`@codemirror[\\\\/]${part}[\\\\/]dist[\\\\/]index\\.js$`) }, async ({ path }) => {
        let contents = await readFile(path, "utf8");
        for (const [theirs, ours] of worded) {
          if (!contents.includes(theirs)) throw new Error(`${path} holds no \`${theirs}\` any more: see .ci/bundle.mjs.`);
          contents = contents.replaceAll(theirs, ours);
        }
        return { contents, loader: "js" };
      });
    }
  },
};

// The doc comments of the rules by their ids: they hold the examples, which the page loads when a check is explained.
async function comments() {
  const all = (await ruleFiles()).map(([id, source]) => [id, comment(source)]);
  await mkdir(common.outdir, { recursive: true });
  await writeFile(join(common.outdir, "checks.json"), JSON.stringify(Object.fromEntries(all)));
}

await Promise.all([
  comments(),
  build({ ...common, entryPoints: { app: "src/ui/style/main.css", forms: "src/ui/style/forms.css", views: "src/ui/style/views.css" } }),
  build({ ...common, entryPoints: { editor: "src/ui/editor/editor.js" }, format: "esm", target: "es2022", plugins: [lessWork] }),
]);
