// Carets and selections. The browser shows a single one by itself; CodeMirror draws them while there are several. Drawing
// costs frames of the browser: the drawn caret is an animation, which begins anew at every key.
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection } from "@codemirror/view";

const drawing = new Compartment();
const [DRAWN, SHOWN] = [drawSelection(), []];

const follow = EditorState.transactionExtender.of(({ startState, newSelection }) => {
  const wanted = newSelection.ranges.length > 1 ? DRAWN : SHOWN;
  return drawing.get(startState) === wanted ? null : { effects: drawing.reconfigure(wanted) };
});

export const carets = [drawing.of(SHOWN), follow, EditorState.allowMultipleSelections.of(true)];
