import type { AlterTableType, RangeVar } from "@pgsql/types";
import { walk, nameOf } from "../../sql/ast.ts";
import type { Statement } from "../../sql/statement.ts";
import { enumerateFew } from "../../timeline/words/lists.ts";
import type { RecipeFacts } from "../recipe.ts";
import { soleTableCommand } from "../support/soleCommand.ts";
import { entryOf, tableNamed } from "../support/subject.ts";
import type { Waiting } from "./whatWaits.ts";

type Right = Pick<Waiting, "what" | "does" | "words" | "version" | "table" | "isUndoneBy">;

/** A statement that takes rights away, or rows out of sight, from what runs. */
export function waitingRights(facts: RecipeFacts): Waiting | undefined {
  const { breaks = [], breaksObjects = [], fails } = entryOf(facts)?.effects ?? {};
  const takes = [...breaks, ...breaksObjects].some(({ code }) => code === "old-code-loses-privilege");
  if (!takes || fails !== undefined) return undefined;
  const { statement } = facts.statement;
  const right = ofTable(statement, facts) ?? ofRevoke(statement);
  return right === undefined
    ? undefined
    : { ...right, rule: "revokes-access", isThere: undefined, text: statement.text };
}

const opposites: Readonly<Partial<Record<AlterTableType, AlterTableType>>> = {
  AT_EnableRowSecurity: "AT_DisableRowSecurity",
  AT_ForceRowSecurity: "AT_NoForceRowSecurity",
  AT_ChangeOwner: "AT_ChangeOwner",
};

function ofTable(statement: Statement, facts: RecipeFacts): Right | undefined {
  const sole = soleTableCommand(statement);
  const { subtype } = sole?.command ?? {};
  const opposite = subtype === undefined ? undefined : opposites[subtype];
  if (sole === undefined || subtype === undefined || opposite === undefined) return undefined;
  const { relation } = sole;
  const name = relation.relname ?? "";
  return {
    ...wordsOf(subtype, name),
    // The owner, who runs migrations, sees all rows until then.
    table: subtype === "AT_ForceRowSecurity" ? tableNamed(facts, relation) : undefined,
    isUndoneBy: (candidate) => {
      const other = soleTableCommand(candidate);
      return other?.command.subtype === opposite && isSameRelation(other.relation, relation);
    },
  };
}

function wordsOf(subtype: AlterTableType, name: string): Pick<Right, "what" | "does" | "words" | "version"> {
  if (subtype === "AT_ChangeOwner")
    return {
      what: `what the owner of ${name} may do`,
      does: `Change the owner of ${name}`,
      words: ["change_owner", name],
      version: `a version of the application that needs nothing of ${name} but what its role was granted, everywhere`,
    };
  const isForced = subtype === "AT_ForceRowSecurity";
  const role = isForced ? "as a role" : `as the owner of ${name}, or as a role`;
  return {
    what: `the sight of rows of ${name} that no policy lets ${isForced ? "its owner" : "a role"} see`,
    does: `${isForced ? "Force" : "Enable"} row security on ${name}`,
    words: [isForced ? "force_row_security" : "row_security", name],
    version: `a version of the application that connects ${role} whose policies let it see and write its rows, everywhere`,
  };
}

function isSameRelation(one: RangeVar, other: RangeVar): boolean {
  const isSameSchema =
    one.schemaname === other.schemaname || one.schemaname === undefined || other.schemaname === undefined;
  return one.relname === other.relname && isSameSchema;
}

function ofRevoke(statement: Statement): Right | undefined {
  const objects = objectsOf(statement, false);
  if (objects === undefined) return undefined;
  const names = objects.map((each) => each.at(-1) ?? "");
  return {
    what: `the privileges on ${enumerateFew(names)}`,
    does: `Revoke the privileges on ${enumerateFew(names)}`,
    words: ["revoke", ...names.slice(0, 1)],
    version: `a version of the application that does without what is taken away of ${enumerateFew(names)}, everywhere`,
    table: undefined,
    isUndoneBy: (candidate) => {
      const given = objectsOf(candidate, true);
      return given?.map((each) => each.join(".")).join() === objects.map((each) => each.join(".")).join();
    },
  };
}

/** What is granted, or taken away, by the parts of its name; roles where it is a membership. */
function objectsOf({ node }: Statement, isGrant: boolean): readonly (readonly string[])[] | undefined {
  if (node === undefined) return undefined;
  if ("GrantRoleStmt" in node) {
    const { is_grant = false, granted_roles = [] } = node.GrantRoleStmt;
    const roles = granted_roles.flatMap((each) =>
      "AccessPriv" in each ? [[each.AccessPriv.priv_name ?? ""]] : [],
    );
    return is_grant === isGrant ? roles : undefined;
  }
  if (!("GrantStmt" in node) || (node.GrantStmt.is_grant ?? false) !== isGrant) return undefined;
  const { objects = [], targtype } = node.GrantStmt;
  if (targtype !== "ACL_TARGET_OBJECT") return undefined;
  const names = objects.map((each) => {
    const parts: string[] = [];
    walk(each, (part) => {
      if ("RangeVar" in part)
        parts.push(...[part.RangeVar.schemaname, part.RangeVar.relname].flatMap((name) => name ?? []));
      else if ("ObjectWithArgs" in part || "List" in part || "String" in part) parts.push(...nameOf(part));
      return false;
    });
    return parts;
  });
  return names.length === 0 || names.some((parts) => parts.length === 0) ? undefined : names;
}
