-- All that reading a file's transfers asks of an attempt stands in the index, so that the attempt itself is not sought.
DROP INDEX attempt_by_file;
CREATE INDEX attempt_by_file ON attempt (file, batch, list, sheet, row, attempt, live);
