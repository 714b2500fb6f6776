-- users definition

CREATE TABLE IF NOT EXISTS {{ index .Options "Namespace" }}.users (
	id uuid NOT NULL UNIQUE,
	aud varchar(255) NULL,
	"role" varchar(255) NULL,
	email varchar(255) NULL UNIQUE,
	confirmed_at timestamptz NULL,
	raw_user_meta_data jsonb NULL,
	created_at timestamptz NULL,
	CONSTRAINT users_pkey PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS users_aud_idx ON {{ index .Options "Namespace" }}.users USING btree (aud);
comment on table {{ index .Options "Namespace" }}.users is 'Accounts: who may log in; it''s the only place.';

-- tokens definition

CREATE TABLE IF NOT EXISTS {{ index .Options "Namespace" }}.refresh_tokens (
	id bigserial NOT NULL,
	"token" varchar(255) NULL,
	user_id varchar(255) NULL,
	revoked bool NULL,
	CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id)
);

CREATE OR REPLACE FUNCTION {{ index .Options "Namespace" }}.uid() RETURNS uuid AS $$
  SELECT nullif(current_setting('request.jwt.claim.sub', true), '')::uuid;
$$ LANGUAGE sql STABLE;
