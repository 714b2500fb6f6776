-- case: alter sequence
-- doc: sequences: ALTER SEQUENCE … INCREMENT, MAXVALUE, CACHE …
ALTER SEQUENCE sq INCREMENT 2;

-- case: alter sequence restart
-- doc: sequences: ALTER SEQUENCE … RESTART
ALTER SEQUENCE sq RESTART;

-- case: alter sequence owned by
-- doc: sequences: ALTER SEQUENCE … OWNED BY
ALTER SEQUENCE sq OWNED BY t.id;

-- case: alter sequence as bigint
-- doc: sequences: ALTER SEQUENCE … AS bigint
ALTER SEQUENCE tserial_id_seq AS bigint;

-- case: drop sequence
-- doc: sequences: DROP SEQUENCE
DROP SEQUENCE sq;

-- case: create sequence
-- doc: sequences: CREATE SEQUENCE
CREATE SEQUENCE sq9;

-- case: nextval
-- doc: sequences: nextval()
SELECT nextval('sq');

-- case: setval
-- doc: sequences: setval()
SELECT setval('sq', 10);
