-- case: merge
-- doc: data: MERGE
MERGE INTO trep USING tgen ON trep.id=tgen.id WHEN MATCHED THEN UPDATE SET v=1;

-- case: 130 merge
MERGE INTO trep USING tgen ON trep.id = tgen.id WHEN NOT MATCHED THEN INSERT VALUES (tgen.id, 1);

-- case: 130 merge with not matched by source
MERGE INTO trep USING tgen ON trep.id = tgen.id WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- case: 130 merge with returning
MERGE INTO trep USING tgen ON trep.id = tgen.id WHEN MATCHED THEN DELETE RETURNING trep.id;
