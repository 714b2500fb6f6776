/** Whether pg_type has a type of this name. */
export function builtinType(name: string): string | undefined {
  return names.has(name) ? name : undefined;
}

const names = new Set(
  "bool bytea char name int8 int2 int4 regproc text oid tid xid xid8 cid json xml jsonb point lseg path box polygon line float4 float8 circle money macaddr macaddr8 inet cidr bpchar varchar date time timestamp timestamptz interval timetz bit varbit numeric uuid tsvector tsquery regclass regtype regrole regnamespace record void trigger int4range numrange tsrange tstzrange daterange int8range int4multirange nummultirange tsmultirange tstzmultirange datemultirange int8multirange jsonpath anyelement anyarray".split(
    " ",
  ),
);
