/* Accounts by reader and by what they say, whatever the order of rows and of files. */
#include "evidence/accounts/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/order.h"

static int by_number(double left, double right)
{
    if (isnan(left) || isnan(right))
        return isnan(left) - isnan(right);
    return (left > right) - (left < right);
}

static int by_words(const plume_book *book, const plume_account *a,
                    const plume_account *b)
{
    int order = 0;

    if (a->host != b->host)
        order = strcmp(plume_book_host(book, a), plume_book_host(book, b));
    if (order == 0 && a->device != b->device)
        order = strcmp(plume_book_device(book, a), plume_book_device(book, b));
    return order;
}

static int by_marks(const plume_account *a, const plume_account *b)
{
    for (int i = 0; i < PLUME_MARK_COUNT; i++)
        if (a->mark[i] != b->mark[i])
            return a->mark[i] < b->mark[i] ? -1 : 1;
    return (a->process > b->process) - (a->process < b->process);
}

/* Its reader and what it says; its file and its place there only where two say the
 * same. */
static int by_content(const void *context, uint32_t left, uint32_t right)
{
    const plume_book *book = context;
    const plume_account *a = &book->account[left], *b = &book->account[right];
    int order = a->reader == b->reader
                    ? 0
                    : strcmp(book->reader[a->reader], book->reader[b->reader]);

    if (order == 0)
        order = by_number(a->start_s, b->start_s);
    if (order == 0)
        order = by_number(a->end_s, b->end_s);
    if (order == 0)
        order = by_marks(a, b);
    if (order == 0)
        order = by_words(book, a, b);
    if (order == 0)
        order = by_number((double)a->device_count, (double)b->device_count);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

/* Each account moves once, along the circles of the new order; `from` becomes the new
 * number of each old one. False: out of memory. */
static bool move(plume_book *book, uint32_t *from)
{
    uint32_t *number = malloc((book->count + 1) * sizeof *number);

    for (uint32_t i = 0; number != NULL && i < book->count; i++)
        number[from[i]] = i;
    for (uint32_t i = 0; number != NULL && i < book->count; i++) {
        plume_account kept = book->account[i];
        uint32_t to = i;

        for (uint32_t next = from[to]; next != i; next = from[to]) {
            book->account[to] = book->account[next];
            from[to] = to;
            to = next;
        }
        book->account[to] = kept;
        from[to] = to;
    }
    for (size_t i = 0; number != NULL && i < book->keyed_count; i++)
        book->keyed[i].account = number[book->keyed[i].account];
    if (number == NULL)
        return false;
    free(number);
    return true;
}

static bool put_in_order(plume_book *book)
{
    uint32_t *from = malloc((book->count + 1) * sizeof *from);
    bool done = from != NULL;

    for (uint32_t i = 0; done && i < book->count; i++)
        from[i] = i;
    done = done && plume_order(from, book->count, by_content, book) && move(book, from);
    free(from);
    return done;
}

/* --- keys in order --- */

/* Accounts of one identifier stand side by side; their numbers make the order total, so
 * that any qsort gives the same. */
static int by_kind(const void *left, const void *right)
{
    const plume_keyed *a = left, *b = right;

    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

bool plume_book_ready(plume_book *book)
{
    if (!put_in_order(book))
        return false;
    if (book->keyed_count > 0)
        qsort(book->keyed, book->keyed_count, sizeof *book->keyed, by_kind);
    return true;
}
