/* A run of W&B that was killed before it wrote a record is known by its folder alone:
 * where another began beside it in the same second, it is a rank of that. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <string.h>

#include <plume/time.h>

/* Rule `ranks`: seconds between the starts that the folders name. */
static const double together_s = 2.0;

static bool is_vanished(const plume_book *book, const plume_account *account)
{
    return strcmp(book->tool[account->reader], "wandb") == 0 && isnan(account->start_s) &&
           isnan(account->end_s);
}

/* What stands behind the last "run-" of a path: "20261129_234052-5qsmllwe/..."; NULL when
 * that is no time. */
static const char *stamp_of(const char *path)
{
    const char *at = NULL;

    for (const char *next = strstr(path, "run-"); next != NULL;
         next = strstr(next + 1, "run-"))
        if (strlen(next) > strlen("run-20261129_234052-") && next[12] == '_' &&
            next[19] == '-')
            at = next + strlen("run-");
    return at;
}

/* Seconds of the local time that a folder was named by. */
static double named_s(const char *stamp)
{
    char text[20];
    plume_stamp time;

    memcpy(text, stamp, 4);
    text[4] = text[7] = '-';
    text[10] = ' ';
    text[13] = text[16] = ':';
    memcpy(text + 5, stamp + 4, 2);
    memcpy(text + 8, stamp + 6, 2);
    memcpy(text + 11, stamp + 9, 2);
    memcpy(text + 14, stamp + 11, 2);
    memcpy(text + 17, stamp + 13, 2);
    return plume_time_parse(&time, text, 19, NULL) ? time.unix_s : (double)NAN;
}

static bool stand_together(const char *left, const char *right)
{
    const char *a = stamp_of(left), *b = stamp_of(right);
    size_t before = a == NULL ? 0 : (size_t)(a - left);

    return a != NULL && b != NULL && before == (size_t)(b - right) &&
           strncmp(left, right, before) == 0 &&
           fabs(named_s(a) - named_s(b)) <= together_s;
}

bool plume_rule_vanished(plume_relating *relating)
{
    const plume_book *book = relating->book;

    for (uint32_t i = 0; i < book->count; i++) {
        bool joined = !is_vanished(book, &book->account[i]);

        for (uint32_t j = 0; j < book->count && !joined; j++) {
            const plume_account *other = &book->account[j];

            if (j == i || other->reader != book->account[i].reader ||
                is_vanished(book, other) ||
                !stand_together(plume_relating_path(relating, i),
                                plume_relating_path(relating, j)))
                continue;
            plume_groups_join_ranks(relating->groups, j, i, PLUME_RULE_RANKS);
            joined = true;
        }
    }
    return true;
}
