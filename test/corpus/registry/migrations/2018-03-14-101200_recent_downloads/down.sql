DROP MATERIALIZED VIEW recent_parcel_downloads;
