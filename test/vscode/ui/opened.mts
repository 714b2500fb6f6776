import type { TestWindow } from "../support/window.mts";
import type { Workbench } from "../support/workbench.mts";

/** The workbench of a group of tests; set before the first of them. */
export interface Opened {
  readonly workbench: Workbench;
  readonly window: TestWindow;
}
