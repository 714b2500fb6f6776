import { expect, it } from "vitest";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { fuzz } from "./fuzz.ts";

/** `npm run fuzz -- --minutes 10` goes on for longer, with other seeds. */
const seconds = Number(process.env["LOCKKEEPER_FUZZ_SECONDS"] ?? 60);
/** However fast the machine is: what it finds here must not depend on that. */
const most = Number(process.env["LOCKKEEPER_FUZZ_DOCUMENTS"] ?? 5000);

it(
  "analyses random documents of all formats after edits as from a fresh start, and none slowly",
  { timeout: (seconds + 600) * 1000 },
  async () => {
    const grammar = await loadGrammar();
    const end = performance.now() + seconds * 1000;
    const { documents, faults } = fuzz(grammar, 1, (done) => done < most && performance.now() < end);
    console.log(`fuzz: ${documents} documents in ${seconds} s`);
    expect(faults).toEqual([]);
    expect(documents).toBeGreaterThan(0);
  },
);
