/* The score sheet of a reviewer, filled from the sentences of a text. */
#include <plume/score.h>

#include <regex.h>
#include <stdlib.h>

#include <plume/text.h>

#include "core/input/slurp.h"
#include "core/pool.h"
#include "documents/score/sentences.h"

/* Most that a point asks for; each may stand in a sentence of its own. */
enum { ASKED = 3 };

/* Languages that a text may be in; a point is got when all that it asks for is there in
 * one of them. */
enum { ENGLISH, CHINESE, LANGUAGES };

static const struct {
    const char *name, *gives_it;
} points[] = {
#define POINT(name, gives_it, ...) { name, gives_it },
#include "documents/score/points.def"
#undef POINT
};

enum { POINTS = sizeof points / sizeof points[0], LIMIT = 64 << 20 };

/* What is asked in each language; extended regular expressions, any case. */
static const struct question {
    const char *name;
    const char *pattern[ASKED + 1];
} questions[] = {
#define POINT(name, gives_it, ...) { name, { __VA_ARGS__ } },
#include "documents/score/points.def"
#undef POINT
#define POINT(name, ...) { name, { __VA_ARGS__ } },
#include "documents/score/points_zh.def"
#undef POINT
};

enum { QUESTIONS = sizeof questions / sizeof questions[0] };
_Static_assert(QUESTIONS == (int)POINTS * (int)LANGUAGES, "each language has all points");

typedef struct answer {
    size_t page;
    const char *section, *sentence; /* NULL: none yet */
} answer;

struct plume_score {
    answer answers[QUESTIONS][ASKED];
    plume_pool *pool;
    bool full; /* out of memory */
};

/* The sheet while sentences come. */
typedef struct marking {
    plume_score *score;
    regex_t asked[QUESTIONS][ASKED];
    size_t compiled;
} marking;

static void take(void *state, const plume_sentence *sentence)
{
    marking *of = state;

    for (size_t i = 0; i < QUESTIONS; i++)
        for (size_t k = 0; questions[i].pattern[k] != NULL; k++) {
            answer *found = &of->score->answers[i][k];

            if (found->sentence != NULL ||
                regexec(&of->asked[i][k], sentence->text, 0, NULL, 0) != 0)
                continue;
            found->page = sentence->page;
            found->section = plume_pool_copy(of->score->pool, sentence->section);
            found->sentence = plume_pool_copy(of->score->pool, sentence->text);
            of->score->full |= found->section == NULL || found->sentence == NULL;
        }
}

/* A pattern that is none is a slip of the pen in points.def. */
static plume_status compile(marking *of, plume_error *error)
{
    for (size_t i = 0; i < QUESTIONS; i++)
        for (size_t k = 0; questions[i].pattern[k] != NULL; k++, of->compiled++)
            if (regcomp(&of->asked[i][k], questions[i].pattern[k],
                        REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0)
                return plume_fail(error, PLUME_ERR_SYNTAX,
                                  "'%s' is no regular expression",
                                  questions[i].pattern[k]);
    return PLUME_OK;
}

static void dispose(marking *of)
{
    for (size_t i = 0; i < QUESTIONS; i++)
        for (size_t k = 0; questions[i].pattern[k] != NULL && of->compiled > 0; k++) {
            regfree(&of->asked[i][k]);
            of->compiled--;
        }
    free(of);
}

static plume_status mark(plume_score *score, const char *text, size_t length,
                         plume_error *error)
{
    marking *of = calloc(1, sizeof *of);
    plume_status status = of == NULL ? plume_fail_memory(error) : compile(of, error);

    if (of == NULL)
        return status;
    of->score = score;
    if (status == PLUME_OK)
        status =
            plume_sentences_read(text, length, (plume_sentence_sink){ take, of }, error);
    if (status == PLUME_OK && score->full)
        status = plume_fail_memory(error);
    dispose(of);
    return status;
}

plume_status plume_score_text(plume_score **out, const char *text, size_t length,
                              plume_error *error)
{
    plume_score *score = calloc(1, sizeof *score);
    plume_status status = PLUME_OK;

    *out = NULL;
    if (score == NULL)
        return plume_fail_memory(error);
    score->pool = plume_pool_new();
    if (score->pool == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = mark(score, text, length, error);
    if (status == PLUME_OK)
        *out = score;
    else
        plume_score_free(score);
    return status;
}

plume_status plume_score_folder(plume_score **out, const char *folder, plume_error *error)
{
    plume_text path;
    char *text = NULL;
    size_t length;
    plume_status status;

    *out = NULL;
    plume_text_init(&path);
    plume_text_printf(&path, "%s/report.md", folder);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK)
        status = plume_source_slurp(&text, &length, path.data, LIMIT, error);
    if (status == PLUME_ERR_IO)
        plume_hint(error, "the sheet reads report.md: 'markdown' among the formats");
    if (status == PLUME_OK)
        status = plume_score_text(out, text, length, error);
    free(text);
    plume_text_dispose(&path);
    return status;
}

void plume_score_free(plume_score *score)
{
    if (score == NULL)
        return;
    plume_pool_free(score->pool);
    free(score);
}

size_t plume_score_count(const plume_score *score)
{
    (void)score;
    return POINTS;
}

size_t plume_score_got(const plume_score *score)
{
    size_t got = 0;

    for (size_t i = 0; i < POINTS; i++)
        got += plume_score_at(score, i).got;
    return got;
}

static bool is_answered(const plume_score *score, size_t question)
{
    for (size_t k = 0; questions[question].pattern[k] != NULL; k++)
        if (score->answers[question][k].sentence == NULL)
            return false;
    return true;
}

/* All that a point asks for must be there; the first of it is quoted. */
plume_score_point plume_score_at(const plume_score *score, size_t i)
{
    plume_score_point point = { .name = points[i].name,
                                .gives_it = points[i].gives_it,
                                .section = "",
                                .sentence = "" };

    for (size_t language = ENGLISH; language < LANGUAGES && !point.got; language++) {
        size_t question = language * POINTS + i;
        const answer *first = &score->answers[question][0];

        if (!is_answered(score, question))
            continue;
        point.got = true;
        point.page = first->page;
        point.section = first->section;
        point.sentence = first->sentence;
    }
    return point;
}
