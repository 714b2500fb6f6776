create index if not exists refresh_tokens_token_hash on {{ index .Options "Namespace" }}.refresh_tokens using hash (token);
drop index if exists {{ index .Options "Namespace" }}.refresh_tokens_instance_id_idx;
