DROP TRIGGER trigger_parcels_tsvector_update ON parcels;
DROP FUNCTION trigger_parcels_name_search();
DROP INDEX index_parcels_search;
ALTER TABLE parcels DROP COLUMN textsearchable;
