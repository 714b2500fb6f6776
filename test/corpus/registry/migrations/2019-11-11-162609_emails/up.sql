CREATE TABLE emails (
    id SERIAL PRIMARY KEY,
    owner_id INTEGER NOT NULL UNIQUE REFERENCES owners,
    email VARCHAR NOT NULL CHECK (email LIKE '%@%'),
    verified BOOLEAN DEFAULT false NOT NULL
);
ALTER TABLE owners DROP COLUMN avatar;
