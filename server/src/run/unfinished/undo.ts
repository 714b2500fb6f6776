import { goOn } from "../journal.ts";
import { limitWait } from "../lockWait.ts";
import type { RunProject } from "../project.ts";
import { repairLedger } from "../repair.ts";
import type { RunContext } from "../runContext.ts";
import { RunError } from "../runError.ts";
import type { RunTarget } from "../runTarget.ts";
import { cancelledBy, resetSession, type Session } from "../session.ts";
import { runContext } from "../startContext.ts";
import { refused, stopOfVersion, type Settling } from "./stopOfVersion.ts";
import { stillUnfinished } from "./stillUnfinished.ts";
import { isExact, stopInWords } from "./stop.ts";
import { undoing, type Undoing } from "./undoing.ts";

/**
 * Undoes what a run left of a migration, where the schema shows exactly how far it came and all of that can be
 * written the other way round without loss, and settles the ledger. Until then it stays unfinished, so that this may be
 * killed too.
 */
export async function undoMigration(
  target: RunTarget,
  session: Session,
  project: RunProject,
  { version, lock, ...calls }: Settling,
): Promise<string> {
  const { ledger } = target.format;
  const { found, status } = await stopOfVersion(session, project, ledger, version);
  if (!isExact(found.stop))
    throw refused(`${stopInWords(found.stop)} So it has to be undone by hand.`, version);
  const back = undoing(found);
  if ("refused" in back)
    throw refused(
      `What is done of migration ${version} cannot be undone: ${back.refused} Finish it, or undo it by hand and say so with \`lockkeeper repair --unmark ${version}\`.`,
      version,
    );
  const context = await runContext(target, session, project, status, lock, calls);
  await cancelledBy(calls.signal, session, async () => {
    await limitWait(context, [{ migration: found.migration, direction: found.direction }]);
    await goOn(context, version, 0);
    await send(context, back, version);
  });
  const left = await stopOfVersion(session, project, ledger, version);
  const { otherwise, least } = left.found.stop;
  if (otherwise.length > 0 || least > 0)
    throw refused(`It was undone, but: ${stopInWords(left.found.stop)}`, version);
  const { action, version: settled } = found.untouched;
  const how = back.own === true ? "undone by the end of its down section" : "undone";
  return `${how}, and ${await repairLedger(target, session, project, action, settled)}`;
}

async function send(
  context: RunContext,
  { statements, apart }: Exclude<Undoing, { refused: string }>,
  version: string,
): Promise<void> {
  const { work } = context.session;
  try {
    if (!apart) await work.query("BEGIN");
    for (const statement of statements) await sendOne(context, statement, version);
    if (!apart) await work.query("COMMIT");
    await resetSession(work);
  } catch (error) {
    await work.query("ROLLBACK").catch(() => undefined);
    await resetSession(work).catch(() => undefined);
    const rest = apart ? ", and what was undone before stays so" : ", and nothing was undone";
    throw new RunError({ ...stillUnfinished(context, version, rest, error), rolledBack: !apart }, error);
  }
}

async function sendOne({ session, clock, onEvent }: RunContext, sql: string, version: string): Promise<void> {
  const started = clock.now().getTime();
  const tell = (failed: boolean): void =>
    onEvent?.({
      event: "taken-back",
      version,
      sql,
      milliseconds: clock.now().getTime() - started,
      failed,
    });
  try {
    await session.work.query(sql);
    tell(false);
  } catch (error) {
    tell(true);
    throw error;
  }
}
