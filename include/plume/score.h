/* plume/score.h -- the score sheet of a reviewer: twenty questions that an appendix on
 * energy and emissions should answer, and what in a text answers each.
 *
 * The sheet reads words, as a reviewer does, and knows nothing of how they were made: it
 * tells whether a question is answered, not whether the answer is right. */
#ifndef PLUME_SCORE_H
#define PLUME_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

PLUME_BEGIN

typedef struct plume_score plume_score;

/* Strings are the score's. */
typedef struct plume_score_point {
    const char *name;     /* "functional unit" */
    const char *gives_it; /* what a text must say for this point */
    bool got;
    size_t page;          /* of the sentence, from 1; 0: the text has no pages */
    const char *section;  /* the heading that it stands under; "" where there is none */
    const char *sentence; /* what answers; "" where nothing does */
} plume_score_point;

/* Plain text in English: Markdown, or what pdftotext prints, with a form feed behind each
 * page. The caller owns *out. */
PLUME_API plume_status plume_score_text(plume_score **out, const char *text,
                                        size_t length, plume_error *error);
/* The report.md of a report folder. */
PLUME_API plume_status plume_score_folder(plume_score **out, const char *folder,
                                          plume_error *error);
PLUME_API void plume_score_free(plume_score *score);

/* How many points there are, and how many of them the text got. */
PLUME_API size_t plume_score_count(const plume_score *score);
PLUME_API size_t plume_score_got(const plume_score *score);
PLUME_API plume_score_point plume_score_at(const plume_score *score, size_t i);

PLUME_END

#endif
