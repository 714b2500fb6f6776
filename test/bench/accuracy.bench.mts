import { corpora, readAccuracyCases, type AccuracyCase, type Corpus } from "../accuracy/cases.ts";
import type { Observed } from "../accuracy/labels.ts";
import { askLockkeeper, atFirst, majors } from "../accuracy/lockkeeper.ts";
import { observeCase } from "../accuracy/observe.ts";
import { askPeer, isInstalled, peers } from "../accuracy/peers.ts";
import { readVerdicts, writeLabels, writeVerdicts } from "../accuracy/record.ts";
import { openSystem } from "../accuracy/system.ts";

/*
 * Observes on servers what each migration of `test/accuracy/cases` does, asks Lockkeeper and other linters what they say of
 * it, and writes both down; `npm run generate` makes docs/scoreboard.md of that. The linters are no dependencies:
 *
 *     npm install --no-save squawk-cli@2.66.0 @flvmnt/pgfence@0.1.5 @postgres-language-server/cli@0.25.5
 *     npm run bench:accuracy                      # or: npm run bench:accuracy -- "words of a case"
 *     npm run bench:accuracy -- --verdicts        # ask the tools alone
 */

const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const cases = readAccuracyCases();
const chosen = cases.filter(({ id }) => words.length === 0 || words.some((word) => id.includes(word)));

if (!process.argv.includes("--verdicts")) await observeAll();
await askAll();
process.exit(0);

async function observeAll(): Promise<void> {
  const seen = new Map<AccuracyCase, Map<number, Observed>>(chosen.map((one) => [one, new Map()]));
  await Promise.all(
    majors.map(async (major) => {
      for (const corpus of corpora) await observe(corpus, major);
    }),
  );
  writeLabels(cases, seen, majors);

  async function observe(corpus: Corpus, major: (typeof majors)[number]): Promise<void> {
    const ours = chosen.filter((one) => one.corpus === corpus);
    if (ours.length === 0) return;
    const system = await openSystem(major, corpus);
    for (const [index, one] of ours.entries()) {
      if (index % 20 === 0) console.log(`PostgreSQL ${major}: ${one.id}`);
      seen.get(one)?.set(major, await observeCase(system, one));
    }
    await system.dispose();
  }
}

async function askAll(): Promise<void> {
  const known = readVerdicts();
  const there = peers.filter(isInstalled);
  for (const { title, packages } of peers.filter((peer) => !isInstalled(peer)))
    console.log(`SKIPPED: ${title}; npm install --no-save ${packages} brings it.`);
  for (const one of chosen) {
    const verdicts: Record<string, string[]> = { ...known[one.id] };
    const says = [...(await askLockkeeper(one))];
    verdicts["Lockkeeper"] = says;
    if (one.corpus.name !== "first") verdicts[atFirst] ??= says;
    for (const peer of there) verdicts[peer.title] = [...askPeer(peer, one)];
    known[one.id] = verdicts;
  }
  const ids = new Set(cases.map(({ id }) => id));
  writeVerdicts(
    Object.fromEntries(
      cases.flatMap(({ id }) => (id in known && ids.has(id) ? [[id, known[id] ?? {}]] : [])),
    ),
  );
}
