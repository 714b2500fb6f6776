-- case: set column options
-- doc: table-options: ALTER COLUMN SET (n_distinct = …)
ALTER TABLE t ALTER COLUMN a SET (n_distinct=5);

-- case: reloption fillfactor
-- doc: table-options: SET (fillfactor = …)
ALTER TABLE t SET (fillfactor=80);

-- case: reloption autovacuum_enabled
-- doc: table-options: SET (autovacuum_… = …)
ALTER TABLE t SET (autovacuum_enabled=false);

-- case: reloption autovacuum_vacuum_scale_factor
ALTER TABLE t SET (autovacuum_vacuum_scale_factor=0.01);

-- case: reloption toast_tuple_target
-- doc: table-options: SET (toast_tuple_target = …)
ALTER TABLE t SET (toast_tuple_target=4096);

-- case: reloption parallel_workers
-- doc: table-options: SET (parallel_workers = …)
ALTER TABLE t SET (parallel_workers=4);

-- case: reloption user_catalog_table
-- doc: table-options: SET (user_catalog_table = …)
ALTER TABLE tgen SET (user_catalog_table=true);

-- case: reloption vacuum_index_cleanup
ALTER TABLE t SET (vacuum_index_cleanup=off);

-- case: reloption vacuum_truncate
-- doc: table-options: SET (vacuum_truncate = …)
ALTER TABLE t SET (vacuum_truncate=off);

-- case: reset fillfactor
-- doc: table-options: RESET (fillfactor)
ALTER TABLE t RESET (fillfactor);

-- case: index reloption fillfactor
-- doc: indexes: ALTER INDEX … SET (fillfactor = …)
ALTER INDEX t_a_idx SET (fillfactor=80);

-- case: view reloption security_barrier
-- doc: views: ALTER VIEW … SET (…)
ALTER VIEW v SET (security_barrier=true);
