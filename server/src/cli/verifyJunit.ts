import { xmlAttributes, xmlEscaped } from "../report/xml.ts";
import type { VerifiedMigration, VerifyResult } from "../protocol/verify.ts";
import { pathOf } from "./verifyJson.ts";
import { detailsOf } from "./verifyText.ts";

/** One suite with a case for each migration. What is broken, or goes back to another schema, is a failure; what was not run is skipped. */
export function verifyJunit({ database, migrations }: VerifyResult, uri: string): string {
  const failures = migrations.filter(isFailure).length;
  const skipped = migrations.filter(({ badge }) => badge === "untried").length;
  const counts = { tests: migrations.length, failures, errors: 0, skipped, time: "0" };
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="lockkeeper verify">`,
    `  <testsuite${xmlAttributes({ name: database, ...counts })}>`,
    ...migrations.map((each) => caseOf(each, uri)),
    `  </testsuite>`,
    `</testsuites>`,
  ].join("\n");
}

function isFailure({ badge, down }: VerifiedMigration): boolean {
  return badge === "broken" || (badge === "irreversible" && down === "written");
}

function caseOf(migration: VerifiedMigration, uri: string): string {
  const { migration: version, name, badge } = migration;
  const told = detailsOf(migration).join("\n");
  const open = `    <testcase${xmlAttributes({ name: `${version} ${name}`.trimEnd(), classname: pathOf(migration, uri), time: "0" })}>`;
  const body =
    badge === "untried"
      ? `<skipped${xmlAttributes({ message: told })}/>`
      : isFailure(migration)
        ? `<failure${xmlAttributes({ message: told.split("\n")[0] ?? badge, type: badge })}>${xmlEscaped(told)}</failure>`
        : `<system-out>${xmlEscaped([badge, told].filter((each) => each !== "").join("\n"))}</system-out>`;
  return `${open}${body}</testcase>`;
}
