ALTER TABLE versions ADD CONSTRAINT fk_versions_parcel_id
                             FOREIGN KEY (parcel_id) REFERENCES parcels (id);
ALTER TABLE versions ADD CONSTRAINT unique_num UNIQUE (parcel_id, num);
create index index_versions_num on versions (num);
