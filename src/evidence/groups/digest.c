/* The members of a large group that stand for all of them. */
#include "evidence/groups/digest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

plume_group_digest *plume_group_digest_new(void)
{
    return calloc(1, sizeof(plume_group_digest));
}

void plume_group_digest_free(plume_group_digest *digest)
{
    if (digest == NULL)
        return;
    free(digest->host);
    free(digest->other);
    free(digest);
}

static bool insert(uint32_t **list, uint32_t *count, uint32_t *capacity, uint32_t place,
                   uint32_t account)
{
    if (*count == *capacity) {
        uint32_t more = *capacity * 2 + 4;
        uint32_t *grown = realloc(*list, more * sizeof *grown);

        if (grown == NULL)
            return false;
        *list = grown;
        *capacity = more;
    }
    memmove(&(*list)[place + 1], &(*list)[place], (*count - place) * sizeof **list);
    (*list)[place] = account;
    ++*count;
    return true;
}

static uint32_t host_of(const plume_book *book, uint32_t account)
{
    return plume_book_berth(book, &book->account[account])->host;
}

static bool add_host(plume_group_digest *digest, const plume_book *book, uint32_t account)
{
    uint32_t host = host_of(book, account);
    uint32_t low = 0, high = digest->hosts;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (host_of(book, digest->host[middle]) < host)
            low = middle + 1;
        else
            high = middle;
    }
    if (host == 0 || (low < digest->hosts && host_of(book, digest->host[low]) == host))
        return true;
    return insert(&digest->host, &digest->hosts, &digest->host_capacity, low, account);
}

/* What of a member another stands for already. */
typedef struct known {
    bool device, count, trace, alike, mark[PLUME_MARK_COUNT];
    uint32_t seen[PLUME_MARK_COUNT]; /* of its reader, another one */
    float other_count;
} known;

/* Of two marks of one reader that differ any third differs from one: two stand for all.
 */
static void look_at_marks(known *of, const plume_book *book, const plume_account *own,
                          const plume_account *other)
{
    if (other->reader != own->reader)
        return;
    for (int i = 0; i < PLUME_MARK_COUNT; i++) {
        uint32_t mark = plume_book_marks(book, other)->mark[i];

        if (mark == 0)
            continue;
        of->mark[i] = of->mark[i] || mark == plume_book_marks(book, own)->mark[i] ||
                      (of->seen[i] != 0 && of->seen[i] != mark);
        of->seen[i] = mark;
    }
}

static void look_at(known *of, const plume_book *book, const plume_account *own,
                    const plume_account *other)
{
    const plume_berth *berth = plume_book_berth(book, own);
    float count = plume_book_berth(book, other)->device_count;

    look_at_marks(of, book, own, other);
    of->device = of->device || plume_book_berth(book, other)->device == berth->device;
    of->trace = of->trace || (other->flags & PLUME_ACCOUNT_TRACE) != 0;
    if (isnan(count))
        return;
    of->count = of->count || count == berth->device_count ||
                (!isnan(of->other_count) && of->other_count != count);
    of->other_count = count;
}

static bool is_new(const plume_group_digest *digest, const plume_book *book,
                   const plume_apart *apart, uint32_t account)
{
    const plume_account *own = &book->account[account];
    const plume_berth *berth = plume_book_berth(book, own);
    known of = { .device = berth->device == 0,
                 .count = isnan(berth->device_count),
                 .trace = (own->flags & PLUME_ACCOUNT_TRACE) == 0,
                 .alike = apart->are == NULL,
                 .other_count = (float)NAN };
    bool all;

    for (int i = 0; i < PLUME_MARK_COUNT; i++)
        of.mark[i] = book->marks[account].mark[i] == 0;
    for (uint32_t i = 0; i < digest->others; i++) {
        look_at(&of, book, own, &book->account[digest->other[i]]);
        of.alike = of.alike || apart->alike(apart->state, account, digest->other[i]);
    }
    all = of.device && of.count && of.trace && of.alike;
    for (int i = 0; i < PLUME_MARK_COUNT; i++)
        all = all && of.mark[i];
    return !all;
}

bool plume_group_digest_add(plume_group_digest *digest, const plume_book *book,
                            const plume_apart *apart, uint32_t account)
{
    digest->readers[book->account[account].reader]++;
    return add_host(digest, book, account) &&
           (!is_new(digest, book, apart, account) ||
            insert(&digest->other, &digest->others, &digest->other_capacity,
                   digest->others, account));
}
