CREATE MATERIALIZED VIEW recent_parcel_downloads (parcel_id, downloads) AS
  SELECT parcel_id, SUM(version_downloads.downloads) FROM version_downloads
    INNER JOIN versions ON version_downloads.version_id = versions.id
    WHERE version_downloads.date > date(CURRENT_TIMESTAMP - INTERVAL '90 days')
    GROUP BY parcel_id;
CREATE UNIQUE INDEX recent_parcel_downloads_parcel_id ON recent_parcel_downloads (parcel_id);
