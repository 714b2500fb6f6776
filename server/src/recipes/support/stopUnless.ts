import { dollarQuoted, literal, sql, Sql } from "../../sql/fragment.ts";
import type { PendingPhase } from "../recipe.ts";

/** Stops the migration where something is not ready. */
export function stopUnless(preconditions: PendingPhase["preconditions"]): string {
  const checks = preconditions.map(
    ({ label, query }) =>
      sql`  IF NOT (${Sql.verbatim(query)}) THEN
    RAISE EXCEPTION 'Not yet: it does not hold that %.', ${literal(label)};
  END IF;`.text,
  );
  return `DO ${dollarQuoted(`\nBEGIN\n${checks.join("\n")}\nEND\n`).text}`;
}
