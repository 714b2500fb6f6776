import { activation } from "./activation.ts";

/** Each suite runs in a window of its own; `runs.mts` says on which folder. */
export const suites: Readonly<Record<string, () => void>> = { activation };
