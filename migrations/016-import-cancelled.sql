-- An import that the administrator ended is told apart from one that failed.

ALTER TABLE imports DROP CONSTRAINT imports_state_check;
ALTER TABLE imports ADD CONSTRAINT imports_state_check CHECK (state IN ('running', 'done', 'failed', 'cancelled'));
