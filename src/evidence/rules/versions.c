/* Lightning with two loggers: the table of one and the events of the other lie in
 * neighbouring versions, with the same hyperparameters. Each is taken once, from the
 * lowest number on. */
#include "evidence/rules/internal.h"

#include <stdlib.h>
#include <string.h>

#include "core/input/source.h"

typedef struct version {
    const plume_relating *relating;
    const char *path;     /* of its log */
    size_t parent_length; /* of the path, up to the version's folder */
    unsigned long number;
    uint32_t account;
} version;

/* ".../version_3/metrics.csv". */
static bool is_version(version *out, const char *path)
{
    static const char word[] = "version_";
    const char *slash = strrchr(path, '/'), *from = slash;
    char *end;

    if (slash == NULL)
        return false;
    while (from > path && from[-1] != '/')
        from--;
    if (strncmp(from, word, sizeof word - 1) != 0)
        return false;
    out->path = path;
    out->parent_length = (size_t)(from - path);
    out->number = strtoul(from + sizeof word - 1, &end, 10);
    return end == slash;
}

/* Versions of one folder stand side by side, lowest number first. */
static int by_number(const void *left, const void *right)
{
    const version *a = left, *b = right;
    size_t shorter =
        a->parent_length < b->parent_length ? a->parent_length : b->parent_length;
    int same = memcmp(a->path, b->path, shorter);

    if (same == 0 && a->parent_length != b->parent_length)
        same = a->parent_length < b->parent_length ? -1 : 1;
    if (same == 0 && a->number != b->number)
        same = a->number < b->number ? -1 : 1;
    return same != 0 ? same : (a->account > b->account) - (a->account < b->account);
}

/* The digest of the version's hyperparameters; false when there are none. */
static bool digest(const version *which, char sha256[65])
{
    const char *slash = strrchr(which->path, '/');
    plume_source_stream *source = NULL;
    uint64_t bytes;
    plume_text path;
    bool done;

    plume_text_init(&path);
    plume_text_add_n(&path, which->path, (size_t)(slash - which->path));
    plume_text_add(&path, "/hparams.yaml");
    done = plume_text_status(&path, NULL) == PLUME_OK &&
           plume_source_open(&source, path.data, NULL) == PLUME_OK &&
           plume_source_keep_digest(source, NULL) == PLUME_OK &&
           plume_source_drain(source, NULL) == PLUME_OK;
    if (done)
        plume_source_digest(source, sha256, &bytes);
    plume_source_close(source);
    plume_text_dispose(&path);
    return done;
}

/* The digests come last, since they open files. */
static bool are_one(const version *left, const version *right)
{
    const plume_account *account = left->relating->book->account;
    char first[65], second[65];

    return left->parent_length == right->parent_length &&
           memcmp(left->path, right->path, left->parent_length) == 0 &&
           right->number == left->number + 1 &&
           account[left->account].reader != account[right->account].reader &&
           digest(left, first) && digest(right, second) && strcmp(first, second) == 0;
}

/* Of its two loggers one writes tables, the other event files. */
static bool is_lightnings(const plume_book *book, const plume_account *account)
{
    const char *reader = book->reader[account->reader];

    return strcmp(reader, "lightning") == 0 || strcmp(reader, "tensorboard") == 0;
}

bool plume_rule_versions(plume_relating *relating)
{
    const plume_book *book = relating->book;
    version *all;
    size_t count = 0, most = 0;

    for (uint32_t i = 0; i < book->count && relating->intake != NULL; i++)
        most += is_lightnings(book, &book->account[i]);
    all = malloc((most + 1) * sizeof *all);
    if (all == NULL)
        return false;
    for (uint32_t i = 0; i < book->count && most > 0; i++) {
        version *one = &all[count];

        *one = (version){ .relating = relating, .account = i };
        count += is_lightnings(book, &book->account[i]) &&
                 is_version(one, plume_relating_path(relating, i));
    }
    qsort(all, count, sizeof *all, by_number);
    for (size_t i = 1; i < count; i++)
        if (are_one(&all[i - 1], &all[i]) &&
            plume_groups_join(relating->groups, all[i - 1].account, all[i].account,
                              PLUME_RULE_LAYOUT))
            i++; /* each is taken once */
    free(all);
    return true;
}
