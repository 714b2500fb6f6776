do $$ begin
    create type {{ index .Options "Namespace" }}.factor_type as enum('totp', 'webauthn');
    create type {{ index .Options "Namespace" }}.factor_status as enum('unverified', 'verified');
exception
    when duplicate_object then null;
end $$;

create table if not exists {{ index .Options "Namespace" }}.factors(
       id uuid not null,
       user_id uuid not null,
       friendly_name text null,
       status {{ index .Options "Namespace" }}.factor_status not null,
       constraint factors_pkey primary key(id),
       constraint factors_user_id_fkey foreign key (user_id) references {{ index .Options "Namespace" }}.users(id) on delete cascade
);
create unique index if not exists factors_user_friendly_name_unique on {{ index .Options "Namespace" }}.factors (friendly_name, user_id) where trim(friendly_name) <> '';
