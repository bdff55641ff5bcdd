-- What a facility can give, where a package knows it: places, beds, staff; null where nobody said.
ALTER TABLE facilities ADD COLUMN capacity double precision CHECK (capacity >= 0);
