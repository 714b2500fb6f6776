/** What the page of a result does by itself: sort by a column, and say which button was pressed. */
export const script = `
const vscode = acquireVsCodeApi();
for (const id of ["copy", "save", "text"])
  document.getElementById(id)?.addEventListener("click", () => vscode.postMessage({ kind: id, rows: order() }));

const body = document.querySelector("tbody");
const order = () => [...body.rows].map((row) => Number(row.dataset.row));
const next = { none: "ascending", ascending: "descending", descending: "none" };

document.querySelector("thead")?.addEventListener("click", (event) => {
  const head = event.target.closest("th");
  if (!head) return;
  const to = next[head.getAttribute("aria-sort")];
  for (const other of head.parentElement.cells) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", to);
  body.append(...[...body.rows].sort(by(head.cellIndex, head.classList.contains("number"), to)));
});

// NULL stands last, whatever the order; equal values stay as the server gave them.
function by(index, isNumber, to) {
  const given = (one, other) => one.dataset.row - other.dataset.row;
  if (to === "none") return given;
  const sign = to === "ascending" ? 1 : -1;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  return (one, other) => {
    const [a, b] = [one.cells[index], other.cells[index]];
    const [noA, noB] = [a.classList.contains("null"), b.classList.contains("null")];
    if (noA || noB) return noA - noB || given(one, other);
    const difference = isNumber ? a.textContent - b.textContent : collator.compare(a.textContent, b.textContent);
    return sign * difference || given(one, other);
  };
}
`;
