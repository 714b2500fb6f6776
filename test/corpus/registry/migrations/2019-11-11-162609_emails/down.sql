-- The column does not come back: what it held is lost.
DROP TABLE emails;
