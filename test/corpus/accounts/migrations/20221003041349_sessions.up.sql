alter table {{ index .Options "Namespace" }}.refresh_tokens add column if not exists session_id uuid null;
create table if not exists {{ index .Options "Namespace" }}.sessions (
    id uuid not null,
    user_id uuid not null references {{ index .Options "Namespace" }}.users (id) on delete cascade,
    created_at timestamptz null,
    constraint sessions_pkey primary key(id)
);
alter table {{ index .Options "Namespace" }}.refresh_tokens add constraint refresh_tokens_session_id_fkey foreign key(session_id) references {{ index .Options "Namespace" }}.sessions(id) on delete cascade;
