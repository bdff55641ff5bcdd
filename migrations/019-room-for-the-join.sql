-- The join writes each proposal a second time. With as much room on its page the new version needs no entry in any index
-- (a heap-only tuple); the table is no larger for it than the second write made it anyway.
ALTER TABLE proposals SET (fillfactor = 45);
