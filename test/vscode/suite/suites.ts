import { activation } from "./activation.ts";
import { corpus } from "./corpus.ts";
import { editing } from "./editing.ts";
import { history } from "./history.ts";
import { rewriting } from "./rewriting.ts";
import { sidebar } from "./sidebar.ts";
import { treeNodes } from "./treeNodes.ts";
import { untrusted } from "./untrusted.ts";

/** Each suite runs in a window of its own; `runs.mts` says on which folder. */
export const suites: Readonly<Record<string, () => void>> = {
  activation: () => {
    activation();
    treeNodes();
  },
  corpus,
  editing,
  history,
  rewriting,
  embedded: sidebar("embedded"),
  container: sidebar("container"),
  untrusted,
};
