-- How signatures are made and compared, beside them: other parameters are another migration, which signs anew.

CREATE TABLE signature_parameters (
    algorithm VARCHAR NOT NULL,
    hash_function VARCHAR NOT NULL,
    seed BIGINT NOT NULL,
    shingle_words INTEGER NOT NULL,
    brief_runs INTEGER NOT NULL,
    short_runs INTEGER NOT NULL,
    every_brief INTEGER NOT NULL,
    every_short INTEGER NOT NULL,
    every_long INTEGER NOT NULL,
    most_texts INTEGER NOT NULL,
    min_shared INTEGER NOT NULL,
    min_runs INTEGER NOT NULL,
    min_jaccard DOUBLE NOT NULL,
    min_containment DOUBLE NOT NULL,
    min_names DOUBLE NOT NULL
);
COMMENT ON TABLE signature_parameters IS 'One row: how signatures are made and when two texts are near-duplicates. The load reads it.';
COMMENT ON COLUMN signature_parameters.algorithm IS 'FracMinHash: of the hashed word runs, those that a number divides.';
COMMENT ON COLUMN signature_parameters.hash_function IS 'How a word and a run of words are hashed.';
COMMENT ON COLUMN signature_parameters.seed IS 'Added to every run''s hash; 0 leaves it as it is.';
COMMENT ON COLUMN signature_parameters.shingle_words IS 'Words in a run.';
COMMENT ON COLUMN signature_parameters.brief_runs IS 'A text with fewer runs is brief.';
COMMENT ON COLUMN signature_parameters.short_runs IS 'A text with fewer runs, and no fewer than brief_runs, is short.';
COMMENT ON COLUMN signature_parameters.every_brief IS 'Of a brief text one hash in so many is in the sample.';
COMMENT ON COLUMN signature_parameters.every_short IS 'Of a short text.';
COMMENT ON COLUMN signature_parameters.every_long IS 'Of any longer text.';
COMMENT ON COLUMN signature_parameters.most_texts IS 'A run that more texts have is furniture and proposes nothing.';
COMMENT ON COLUMN signature_parameters.min_shared IS 'Two texts that share so many sampled runs are compared.';
COMMENT ON COLUMN signature_parameters.min_runs IS 'Two near-duplicates share at least so many of all their runs.';
COMMENT ON COLUMN signature_parameters.min_jaccard IS 'And so large a part of both texts'' runs together,';
COMMENT ON COLUMN signature_parameters.min_containment IS 'or so large a part of the runs of the one that has fewer;';
COMMENT ON COLUMN signature_parameters.min_names IS 'and so large a part of the names and numbers of the one that has fewer.';
INSERT INTO signature_parameters VALUES (
    'FracMinHash',
    'MD5 of a word, its lower 64 bits shifted right by 8; of a run 3, 5 and 7 times its words'' hashes, added up',
    0, 3, 120, 240, 2, 4, 8, 200, 3, 30, 0.3, 0.4, 0.7
);
