-- case: alter sequence
ALTER SEQUENCE sq INCREMENT 2;

-- case: alter sequence restart
ALTER SEQUENCE sq RESTART;

-- case: alter sequence owned by
ALTER SEQUENCE sq OWNED BY t.id;

-- case: alter sequence as bigint
ALTER SEQUENCE tserial_id_seq AS bigint;

-- case: drop sequence
DROP SEQUENCE sq;

-- case: create sequence
CREATE SEQUENCE sq9;

-- case: nextval
SELECT nextval('sq');

-- case: setval
SELECT setval('sq', 10);
