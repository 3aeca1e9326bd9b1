// Loads the doc comments of the rules, which hold their examples, when the first is asked for. Relative to the page.
let comments;

/** The doc comment of a rule; nothing if it cannot be had. */
export async function comment(rule) {
  comments ??= fetch(new URL("./checks.json", document.baseURI)).then((answer) => answer.json());
  try {
    return (await comments)[rule];
  } catch {
    comments = undefined;
    return undefined;
  }
}
