CREATE INDEX CONCURRENTLY IF NOT EXISTS versions_yanked ON versions (yanked) WHERE yanked;
