CREATE INDEX index_dependencies_version_id ON dependencies (version_id);
CREATE INDEX index_dependencies_parcel_id ON dependencies (parcel_id) WHERE NOT optional;
