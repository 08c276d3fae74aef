/* Prints the score sheet of a plain text or of a report folder: the sum, then each point
 * with its page, its section and the sentence that gives it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <plume/score.h>

#include "core/input/slurp.h"

static plume_status score_of(plume_score **out, const char *path, plume_error *error)
{
    size_t length = strlen(path);
    char *text = NULL;
    plume_status status;

    if (length < 4 || strcmp(path + length - 4, ".txt") != 0)
        return plume_score_folder(out, path, error);
    status = plume_source_slurp(&text, &length, path, 64 << 20, error);
    if (status == PLUME_OK)
        status = plume_score_text(out, text, length, error);
    free(text);
    return status;
}

int main(int argc, char **argv)
{
    plume_error error = { 0 };
    plume_score *score;

    if (argc != 2 || score_of(&score, argv[1], &error) != PLUME_OK) {
        fprintf(stderr, "score_of: %s\n", error.message);
        return 2;
    }
    printf("%zu of %zu\n", plume_score_got(score), plume_score_count(score));
    for (size_t i = 0; i < plume_score_count(score); i++) {
        plume_score_point point = plume_score_at(score, i);

        printf("%zu\t%s\t%s\tp. %zu\t%s\t%s\n", i + 1, point.name,
               point.got ? "got" : "missing", point.page, point.section,
               point.got ? point.sentence : point.gives_it);
    }
    plume_score_free(score);
    return 0;
}
