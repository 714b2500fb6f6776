CREATE TABLE version_downloads (
    id serial PRIMARY KEY,
    version_id integer NOT NULL REFERENCES versions,
    downloads integer NOT NULL DEFAULT 1,
    counted integer NOT NULL DEFAULT 0,
    date date NOT NULL DEFAULT date(now()),
    UNIQUE (version_id, date)
);
ALTER TABLE version_downloads DROP COLUMN id, ADD PRIMARY KEY (version_id, date);
