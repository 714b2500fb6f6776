import type { Patch } from "../catalog/collections.ts";
import { mergePatches } from "../catalog/delta.ts";

/** Mergers of patches. Neighbours carry the same patches, so one is made once for many. */
export class MergedPatches {
  readonly #made = new WeakMap<Patch, { readonly newer: Patch; readonly merged: Patch }>();

  /** One patch that does what two do, the newer one last; as `Catalog.patched` asks for it. */
  readonly of = (older: Patch, newer: Patch): Patch => {
    const known = this.#made.get(older);
    if (known?.newer === newer) return known.merged;
    const merged = mergePatches(older, newer);
    this.#made.set(older, { newer, merged });
    return merged;
  };
}
