alter table only {{ index .Options "Namespace" }}.users
  alter column phone type text,
  alter column phone set default null::character varying;
alter table {{ index .Options "Namespace" }}.identities add column if not exists email text generated always as (lower(provider || ':' || id)) stored;
