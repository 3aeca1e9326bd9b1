// Bundles what is not Rust, before trunk puts the page together: the style sheet and the text editor.
import { build } from "esbuild";

const common = { bundle: true, minify: true, legalComments: "none", logLevel: "warning", outdir: "target/page" };

await Promise.all([
  build({ ...common, entryPoints: { app: "src/ui/style/main.css" } }),
  build({ ...common, entryPoints: { editor: "src/ui/editor/editor.js" }, format: "esm", target: "es2022" }),
]);
