import { fileURLToPath } from "node:url";
import { badges, type VerifiedMigration, type VerifyFailure, type VerifyResult } from "../protocol/verify.ts";
import { shown } from "./shown.ts";

/** A line for each migration, below it what there is to say of it, and the sum at the end. */
export function verifyText({ database, migrations, unfilled, notes }: VerifyResult, uri: string): string {
  const width = Math.max(...badges.map((badge) => badge.length));
  const lines = migrations.flatMap((each) => [
    `${each.badge.padEnd(width)}  ${each.migration} ${each.name}`.trimEnd(),
    ...detailsOf(each).map((line) => `${" ".repeat(width + 2)}${line}`),
  ]);
  const counts = badges
    .map((badge) => [badge, migrations.filter((each) => each.badge === badge).length] as const)
    .filter(([, count]) => count > 0)
    .map(([badge, count]) => `${count} ${badge}`);
  return [
    ...lines,
    ...unfilled.map(({ table, why }) => `No row could be written into ${table}: ${oneLine(why)}`),
    ...notes.map((note) => `Note: ${oneLine(note)}`),
    `${database}, ${shown(fileURLToPath(uri))}: ${counts.length === 0 ? "no migrations" : counts.join(", ")}`,
  ].join("\n");
}

/** What there is to say of a migration, a sentence each. */
export function detailsOf({ failure, left, lost, notes }: VerifiedMigration): readonly string[] {
  return [
    ...(failure === undefined ? [] : [failureText(failure)]),
    ...left.map((each) => `left: ${oneLine(each)}`),
    ...lost.map((each) => `lost: ${oneLine(each)}`),
    ...notes.map(oneLine),
  ];
}

function failureText({ during, uri, range, message }: VerifyFailure): string {
  const start = range?.start;
  const at =
    uri === undefined
      ? ""
      : `${shown(fileURLToPath(uri))}${start === undefined ? "" : `:${start.line + 1}:${start.character + 1}`}: `;
  return `the ${during} fails: ${at}${oneLine(message)}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}
