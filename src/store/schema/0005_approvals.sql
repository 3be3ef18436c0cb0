-- In whose place a deputy signed; the two never count twice for one list, whenever each of them signs.
ALTER TABLE approval ADD COLUMN acts_for TEXT NOT NULL DEFAULT '';  -- the person's own id where nobody's place was taken
