import { fileURLToPath } from "node:url";
import { badges, type VerifiedMigration, type VerifyFailure, type VerifyResult } from "../protocol/verify.ts";
import { shown } from "./shown.ts";

/** `verify --format json`, see INTERFACES. */
export function verifyJson(
  { database, postgres, migrations, unfilled, notes }: VerifyResult,
  uri: string,
): object {
  const count = (wanted: string): number => migrations.filter(({ badge }) => badge === wanted).length;
  return {
    version: 1,
    database,
    postgres,
    migrations: migrations.map((each) => ({
      path: pathOf(each, uri),
      migration: each.migration,
      name: each.name,
      badge: each.badge,
      down: each.down,
      lost: each.lost,
      left: each.left,
      notes: each.notes,
      failure: each.failure === undefined ? null : failureJson(each.failure),
    })),
    unfilled,
    notes,
    summary: {
      migrations: migrations.length,
      ...Object.fromEntries(badges.map((badge) => [badge, count(badge)])),
    },
  };
}

/** As reports show it: from the working directory. */
export function pathOf({ path }: VerifiedMigration, uri: string): string {
  return shown(`${fileURLToPath(uri)}/${path}`);
}

function failureJson({ during, code, message, uri, range }: VerifyFailure): object {
  return {
    during,
    sqlstate: /^[0-9A-Z]{5}$/.test(code) ? code : null,
    code,
    message,
    path: uri === undefined ? null : shown(fileURLToPath(uri)),
    range: range ?? null,
  };
}
