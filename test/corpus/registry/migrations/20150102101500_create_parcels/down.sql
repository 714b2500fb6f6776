DROP TABLE versions;
DROP TABLE parcels;
DROP TABLE owners;
