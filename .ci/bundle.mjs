// Bundles what is not Rust, before trunk puts the page together: the style sheet and the text editor.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const common = { bundle: true, minify: true, legalComments: "none", logLevel: "warning", outdir: "target/page" };

// CodeMirror draws 1,000 pixels of lines above and below those that are seen, together; the browser lays out and measures
// all of them at every key. 400 are enough for three frames of a fast flick, and a key costs a tenth less. There is no
// setting for it: should a later version word it otherwise, the build says so.
//
// Without the focus CodeMirror reads the page's selection at every change and then does nothing with it; reading makes the
// browser lay out the page there and then. It forgets the selection when it loses the focus, and may as well not read it.
//
// Before every frame CodeMirror measures all the lines that it draws. After a change within a line there is nothing new to
// learn: where the editor says `paintsFirst`, the frame is painted and then measured, and the key is seen sooner.
const WORDED = [
  ["1000 /* VP.Margin */", "400 /* VP.Margin */"],
  ["250 /* VP.MaxCoverMargin */", "100 /* VP.MaxCoverMargin */"],
  [
    "if (mustRead || !this.view.observer.selectionRange.focusNode)",
    `if (!fromPointer && this.view.root.activeElement != this.tile.dom) this.view.observer.clearSelectionRange();
        else if (mustRead || !this.view.observer.selectionRange.focusNode)`,
  ],
  ["requestAnimationFrame(() => this.measure())", "requestAnimationFrame(() => (this.paintsFirst ? setTimeout(() => this.measure()) : this.measure()))"],
];
const lessWork = {
  name: "less work",
  setup({ onLoad }) {
    onLoad({ filter: /@codemirror[\\/]view[\\/]dist[\\/]index\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [theirs, ours] of WORDED) {
        if (!contents.includes(theirs)) throw new Error(`${path} holds no \`${theirs}\` any more: see .ci/bundle.mjs.`);
        contents = contents.replaceAll(theirs, ours);
      }
      return { contents, loader: "js" };
    });
  },
};

await Promise.all([
  build({ ...common, entryPoints: { app: "src/ui/style/main.css" } }),
  build({ ...common, entryPoints: { editor: "src/ui/editor/editor.js" }, format: "esm", target: "es2022", plugins: [lessWork] }),
]);
