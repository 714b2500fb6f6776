DROP INDEX index_versions_num;
ALTER TABLE versions DROP CONSTRAINT unique_num;
ALTER TABLE versions DROP CONSTRAINT fk_versions_parcel_id;
