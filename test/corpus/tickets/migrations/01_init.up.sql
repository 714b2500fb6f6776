CREATE TYPE state AS ENUM ('open', 'waiting', 'closed');
CREATE TYPE label AS ENUM ('bug', 'idea');

CREATE TABLE projects (
  id bigint PRIMARY KEY,
  key text NOT NULL UNIQUE,
  settings jsonb NOT NULL DEFAULT '{"colour" : "red", "limits": [1.0, 1e2]}',
  raw json DEFAULT '{ "a":1 }'
);

CREATE TABLE tickets (
  id bigint PRIMARY KEY,
  project_id bigint NOT NULL REFERENCES projects ON DELETE CASCADE ON UPDATE CASCADE,
  parent_id bigint REFERENCES tickets ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  state state NOT NULL DEFAULT 'open',
  labels label[] NOT NULL DEFAULT '{bug}',
  title text NOT NULL
);
CREATE INDEX tickets_open ON tickets (project_id) WHERE state = 'open';
CREATE INDEX tickets_ideas ON tickets (project_id) WHERE labels @> ARRAY['idea'::label];

CREATE TABLE comments (
  id bigint PRIMARY KEY,
  ticket_id bigint NOT NULL REFERENCES tickets ON DELETE CASCADE,
  body text NOT NULL
);
CREATE TABLE history (ticket_id bigint, at timestamptz NOT NULL DEFAULT now());
