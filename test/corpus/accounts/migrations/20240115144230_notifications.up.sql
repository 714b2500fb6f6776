create or replace function {{ index .Options "Namespace" }}.notify() returns trigger language plpgsql as $$
begin
  if new.revoked is distinct from old.revoked then
    perform pg_notify('tokens', new.id::text);
  end if;
  return new;
end $$;
create trigger notify_revoked after update on {{ index .Options "Namespace" }}.refresh_tokens for each row execute function {{ index .Options "Namespace" }}.notify();
