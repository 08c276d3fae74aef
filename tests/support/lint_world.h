/* lint_world.h -- the datasets, and texts with one slip each, for the tests of lint. */
#ifndef LINT_WORLD_H
#define LINT_WORLD_H

#include "support/support.h"

static plume_factors *factors;
static plume_error error;

static void open_all(void)
{
    char *path = test_path("datasets");

    ck_ok(plume_factors_open(&factors, path, &error), error);
    free(path);
}

static void close_all(void)
{
    plume_factors_free(factors);
}

typedef struct slip {
    const char *path, *code, *text;
} slip;

/* A finding of that code, with words for both readers. */
static inline void expect_slip(const slip *of)
{
    plume_lint *lint;
    bool found = false;

    ck_ok(plume_lint_text(&lint, of->text, strlen(of->text), of->path, factors, &error),
          error);
    for (size_t i = 0; i < plume_lint_count(lint); i++) {
        const plume_finding *finding = plume_lint_at(lint, i);

        if (strcmp(finding->code, of->code) != 0)
            continue;
        found = true;
        ck_assert_str_ne(finding->message, "");
        ck_assert_str_ne(finding->sentence, "");
    }
    ck_assert_msg(found, "%s: no %s", of->path, of->code);
    plume_lint_free(lint);
}

#endif
