CREATE TABLE owners (
    id SERIAL PRIMARY KEY,
    login VARCHAR NOT NULL UNIQUE,
    name VARCHAR,
    avatar VARCHAR,
    gh_id INTEGER NOT NULL
);

CREATE TABLE parcels (
    id         SERIAL PRIMARY KEY,
    name       VARCHAR NOT NULL UNIQUE,
    updated_at TIMESTAMP NOT NULL DEFAULT now(),
    created_at TIMESTAMP NOT NULL DEFAULT now(),
    downloads  INTEGER NOT NULL DEFAULT 0,
    description VARCHAR,
    homepage VARCHAR
);

CREATE TABLE versions (
    id SERIAL PRIMARY KEY,
    parcel_id INTEGER NOT NULL,
    num VARCHAR NOT NULL,
    downloads INTEGER NOT NULL DEFAULT 0,
    yanked BOOLEAN DEFAULT FALSE,
    features json
);
