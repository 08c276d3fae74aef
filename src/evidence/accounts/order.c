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
    const plume_berth *x = plume_book_berth(book, a), *y = plume_book_berth(book, b);
    int order = 0;

    if (x->host != y->host)
        order = strcmp(plume_book_host(book, a), plume_book_host(book, b));
    if (order == 0 && x->device != y->device)
        order = strcmp(plume_book_device(book, a), plume_book_device(book, b));
    return order != 0 ? order
                      : by_number((double)x->device_count, (double)y->device_count);
}

static int by_marks(const plume_account_marks *a, const plume_account_marks *b)
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
        order = by_marks(&book->marks[left], &book->marks[right]);
    if (order == 0 && a->berth != b->berth)
        order = by_words(book, a, b);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

/* `from` becomes the new number of each old one. False: out of memory. */
static bool invert(uint32_t *from, size_t count)
{
    uint32_t *number = malloc((count + 1) * sizeof *number);

    for (uint32_t i = 0; number != NULL && i < count; i++)
        number[from[i]] = i;
    for (uint32_t i = 0; number != NULL && i < count; i++)
        from[i] = number[i];
    free(number);
    return number != NULL;
}

/* Each account moves once, along the circles of the new order; `from` is of no use then.
 */
static void move(plume_book *book, uint32_t *from)
{
    for (uint32_t i = 0; i < book->count; i++) {
        plume_account kept = book->account[i];
        plume_account_marks marks = book->marks[i];
        uint32_t to = i;

        for (uint32_t next = from[to]; next != i; next = from[to]) {
            book->account[to] = book->account[next];
            book->marks[to] = book->marks[next];
            from[to] = to;
            to = next;
        }
        book->account[to] = kept;
        book->marks[to] = marks;
        from[to] = to;
    }
}

/* Keys first, which want the new numbers, and then the accounts, which want the old. */
static plume_status put_in_order(plume_book *book, plume_error *error)
{
    uint32_t *from = malloc((book->count + 1) * sizeof *from);
    plume_status status = from != NULL ? PLUME_OK : plume_fail_memory(error);

    for (uint32_t i = 0; status == PLUME_OK && i < book->count; i++)
        from[i] = i;
    if (status == PLUME_OK &&
        (!plume_order(from, book->count, by_content, book) || !invert(from, book->count)))
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = plume_key_store_number(&book->keys, from, error);
    if (status == PLUME_OK && !invert(from, book->count))
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        move(book, from);
    free(from);
    return status;
}

/* Some at a time: their bytes are of two lists. */
static plume_status take_all(plume_book *book, plume_error *error)
{
    plume_arrival arrived[256];
    size_t taken, count = 0;
    plume_status status = plume_shelf_rewind(book->arriving, error);

    while (status == PLUME_OK && count < book->count) {
        status = plume_shelf_take(book->arriving, arrived,
                                  sizeof arrived / sizeof arrived[0], &taken, error);
        for (size_t i = 0; status == PLUME_OK && i < taken; i++, count++) {
            book->account[count] = arrived[i].account;
            book->marks[count] = arrived[i].marks;
        }
    }
    return status;
}

plume_status plume_book_ready(plume_book *book, plume_error *error)
{
    plume_status status;

    book->account = malloc((book->count + 1) * sizeof *book->account);
    book->marks = malloc((book->count + 1) * sizeof *book->marks);
    if (book->account == NULL || book->marks == NULL)
        return plume_fail_memory(error);
    status = take_all(book, error);
    plume_shelf_free(book->arriving);
    book->arriving = NULL;
    return status == PLUME_OK ? put_in_order(book, error) : status;
}
