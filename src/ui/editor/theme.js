// Theme of the editor: the page's custom properties are inherited by the shadow root.
import { EditorView } from "@codemirror/view";

// A picture, not an element: the browser keeps a layer for each <svg>, and there is one beside half of the lines.
const chevron = (path) =>
  `center / 11px no-repeat url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%237d8187' stroke-width='1.9' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='${path}'/%3E%3C/svg%3E")`;

// The sign of a severity. A mask takes the color of the theme, which a picture does not.
const sign = (path) =>
  `center / 13px no-repeat url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%23000' stroke-width='1.6' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='${path}'/%3E%3C/svg%3E")`;
const TRIANGLE = "M8 2.2 14.2 13.5H1.8zM8 6.5v3M8 11.5h.01";
const ALERT = "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.8v3.7M8 11h.01";

export const theme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--c-str)", fontSize: "var(--t-12)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontVariantLigatures: "none", lineHeight: "var(--lh-code)", scrollbarWidth: "thin", scrollbarColor: "var(--line-2) transparent" },
  // Over the gutter too, which covers the scroller's own shadow.
  "&.cm-focused::after": { content: '""', position: "absolute", inset: "0", zIndex: "250", boxShadow: "inset 0 0 0 2px var(--accent)", pointerEvents: "none" },
  ".cm-content": { padding: "4px 0 var(--code-end, 12px)", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 16px 0 4px" },
  ".cm-content ::selection": { background: "var(--accent-mid)" },
  // Drawn while there are several.
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--accent-mid)" },
  ".cm-selectionMatch": { background: "var(--press)" },
  ".cm-searchMatch": { background: "var(--warn-soft)", outline: "1px solid var(--warn-line)" },
  ".cm-searchMatch-selected": { background: "var(--warn-line)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-3)", border: "none", fontSize: "11px" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "36px", padding: "0" },
  ".cm-foldGutter .cm-gutterElement": { width: "18px", textAlign: "center", cursor: "pointer" },
  ".cm-foldGutter span": { display: "block", height: "20px", background: chevron("M4 6l4 4 4-4") },
  ".cm-foldGutter span.cm-folded": { background: chevron("M6 4l4 4-4 4") },
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
  // Three lines: what is sought, what comes in its place, how is sought. The line breaks are two boxes as wide as all.
  ".cm-panel.cm-search": { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "6px", padding: "8px 40px 6px 12px", fontSize: "12px" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label": { margin: "0" },
  ".cm-panel.cm-search::before, .cm-panel.cm-search::after": { content: '""', flexBasis: "100%", height: "0", marginTop: "-6px", order: "2" },
  ".cm-panel.cm-search::after": { order: "4" },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search [name=replace], .cm-panel.cm-search [name=replaceAll]": { order: "3" },
  ".cm-panel.cm-search label": { order: "5", display: "inline-flex", alignItems: "center", gap: "5px", minHeight: "24px", marginRight: "6px", fontSize: "12px" },
  ".cm-panel.cm-search label input": { width: "14px", height: "14px", accentColor: "var(--accent-fill)" },
  ".cm-panel.cm-search .cm-textfield": { flex: "1 1 80px", minWidth: "0", maxWidth: "280px" },
  ".cm-panel.cm-search [name=close]": { inset: "10px 8px auto auto", width: "24px", height: "24px", borderRadius: "4px", fontSize: "18px", lineHeight: "1", color: "var(--ink-2)", cursor: "pointer" },
  ".cm-textfield": { height: "28px", margin: "0", padding: "0 8px", border: "1px solid var(--edge)", borderRadius: "4px", background: "var(--surface)", color: "var(--ink)", fontSize: "12px" },
  ".cm-button": { height: "28px", margin: "0", padding: "0 10px", border: "1px solid var(--line-2)", borderRadius: "4px", background: "var(--surface)", backgroundImage: "none", color: "var(--ink)", fontSize: "12px", cursor: "pointer" },
  ".cm-button:hover": { background: "var(--hover)" },
  ".cm-panel.cm-search [name=close]:hover": { background: "var(--hover)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--press)", outline: "1px solid var(--line-2)" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "var(--err-soft)", outline: "1px solid var(--err-line)" },
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--err) 1px" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--warn-mark) 1px" },
  ".cm-lintRange-info": { textDecoration: "underline dotted var(--ink-3) 1.5px" },
  ".cm-gutter-lint": { width: "18px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
  ".cm-lint-marker": { width: "18px", height: "20px", content: "normal", mask: sign(ALERT), backgroundColor: "var(--ink-3)" },
  ".cm-lint-marker-error": { content: "normal", backgroundColor: "var(--err)" },
  ".cm-lint-marker-warning": { content: "normal", mask: sign(TRIANGLE), backgroundColor: "var(--warn-mark)" },
  ".cm-lint-marker-info": { content: "normal" },
  ".cm-tooltip": { border: "1px solid var(--line-2)", borderRadius: "6px", background: "var(--surface)", color: "var(--ink)", boxShadow: "var(--float)", overflow: "hidden", fontFamily: "var(--sans)", fontSize: "12px" },
  ".cm-tooltip-lint": { maxWidth: "min(480px, 92vw)", maxHeight: "60vh", padding: "0", overflow: "auto" },
  ".cm-diagnostic": { margin: "0", padding: "8px 12px", borderLeft: "3px solid var(--edge)", lineHeight: "18px", whiteSpace: "normal", overflowWrap: "anywhere" },
  ".cm-diagnostic + .cm-diagnostic": { borderTop: "1px solid var(--line)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--err)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn-mark)" },
  ".cm-diagnostic p": { margin: "0 0 6px" },
  ".cm-helps, .cm-why": { color: "var(--ink-2)" },
  ".cm-diagnosticAction": { minHeight: "24px", margin: "0 8px 0 0", padding: "1px 8px", border: "1px solid var(--line-2)", borderRadius: "4px", background: "var(--surface)", color: "var(--ink)", fontSize: "12px", textAlign: "start" },
  ".cm-diagnosticAction:hover": { background: "var(--hover)" },
  ".cm-diagnosticAction.cm-about": { border: "0", padding: "1px 4px", color: "var(--accent)", textDecoration: "underline", textUnderlineOffset: "2px" },
  // As exact as CodeMirror's own rules, which say otherwise.
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxWidth: "min(560px, 92vw)", maxHeight: "min(264px, 40vh)", padding: "4px", fontFamily: "var(--mono)", fontSize: "12px", scrollbarWidth: "thin" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { display: "flex", gap: "16px", alignItems: "center", minHeight: "24px", padding: "2px 8px", borderRadius: "4px", lineHeight: "20px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--accent-mid)", color: "var(--ink)" },
  ".cm-completionLabel": { flex: "none", maxWidth: "70%", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": { flex: "1", minWidth: "0", margin: "0", textAlign: "right", color: "var(--ink-2)", fontFamily: "var(--sans)", fontStyle: "normal", overflow: "hidden", textOverflow: "ellipsis" },
  "@media (pointer: coarse)": {
    ".cm-textfield, .cm-button": { height: "40px", fontSize: "16px" },
    ".cm-button": { padding: "0 8px", fontSize: "12px" },
    ".cm-panel.cm-search label": { minHeight: "40px" },
    ".cm-panel.cm-search [name=close]": { width: "40px", height: "40px", inset: "8px 0 auto auto" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { minHeight: "40px" },
  },
  ".cm-panel.cm-panel-lint": { display: "none" },
  ".cm-textfield:focus-visible, .cm-button:focus-visible, [name=close]:focus-visible": { outline: "2px solid var(--accent)", outlineOffset: "-1px" },
});
