ALTER TABLE accounts ADD COLUMN demo boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN accounts.demo IS 'for trying roles in the invented district; ends with the first real import';

ALTER TABLE account_links ADD COLUMN replays integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN account_links.replays IS 'how often it was sent when it opened nothing any more, as far as that was written down';
