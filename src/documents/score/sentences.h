/* documents/score/sentences.h -- the sentences of a plain text, each with its place. */
#ifndef PLUME_DOCUMENTS_SCORE_SENTENCES_H
#define PLUME_DOCUMENTS_SCORE_SENTENCES_H

#include <stddef.h>

#include <plume/status.h>

/* A sentence, or a row of a table. page: from 1 where the text has form feeds, else 0. */
typedef struct plume_sentence {
    const char *text, *section;
    size_t page;
} plume_sentence;

/* Takes one sentence at a time; its strings live for the call alone. */
typedef struct plume_sentence_sink {
    void (*take)(void *state, const plume_sentence *sentence);
    void *state;
} plume_sentence_sink;

/* Markdown, or what pdftotext prints: lines are joined, a word that is parted at the end
 * of a line is one again, marks of emphasis and escapes are taken off. */
plume_status plume_sentences_read(const char *text, size_t length,
                                  plume_sentence_sink sink, plume_error *error);

#endif
