import type { Workbench } from "../../test/vscode/support/workbench.mts";

/** A picture's name and the steps that lead to it from the one before. */
export interface Picture {
  readonly name: string;
  /** Shown in the README, so it is kept in docs/images. */
  readonly kept?: true;
  readonly take: (workbench: Workbench) => Promise<void>;
}

/** Pictures that are taken one after the other in one window. */
export interface Scene {
  readonly folders: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly trusted?: boolean;
  /** Width of the sidebar beyond the usual, in pixels. */
  readonly wider?: number;
  readonly pictures: readonly Picture[];
}

export const shop = { ".": "samples/shop" };

/** Until what slides in stands still. */
export async function settled({ page }: Workbench, milliseconds = 2500): Promise<void> {
  await page.waitForTimeout(milliseconds);
}
