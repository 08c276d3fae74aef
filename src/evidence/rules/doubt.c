/* What a rule could not decide is kept, to be told. */
#include "evidence/rules/doubt.h"

#include <stdlib.h>

#include "core/sort.h"
#include "intake/internal.h"

const char *plume_relating_path(const plume_relating *relating, uint32_t account)
{
    return relating->intake->met[plume_book_input(relating->book, account)]->path;
}

/* --- of two files each account once --- */

enum { DOUBTS_FEW = 4096 };
#define NUMBER UINT32_C(0x1FFFFFFF) /* of an account */

static int by_number(uint32_t left, uint32_t right)
{
    return (left > right) - (left < right);
}

static uint32_t input_of(const plume_book *book, const plume_doubt *doubt, bool right)
{
    return plume_book_input(book, right ? doubt->right : doubt->left);
}

/* By kind and files; then by one account, by what is kept already, by the other. */
static int by_side(const plume_book *book, const plume_doubt *a, const plume_doubt *b,
                   bool right)
{
    int order = by_number(a->kind, b->kind);

    if (order == 0)
        order = by_number(input_of(book, a, false), input_of(book, b, false));
    if (order == 0)
        order = by_number(input_of(book, a, true), input_of(book, b, true));
    if (order == 0)
        order = right ? by_number(a->right, b->right) : by_number(a->left, b->left);
    if (order == 0)
        order = (int)b->kept - (int)a->kept;
    if (order == 0)
        order = right ? by_number(a->left, b->left) : by_number(a->right, b->right);
    return order;
}

static int by_left(const void *book, const void *left, const void *right)
{
    return by_side(book, left, right, false);
}

static int by_right(const void *book, const void *left, const void *right)
{
    return by_side(book, left, right, true);
}

static bool share_side(const plume_book *book, const plume_doubt *a, const plume_doubt *b,
                       bool right)
{
    return a->kind == b->kind && a->kind != PLUME_DOUBT_ZONE &&
           (right ? a->right == b->right : a->left == b->left) &&
           input_of(book, a, !right) == input_of(book, b, !right);
}

/* Of each account on one side the first is kept. */
static void keep_side(plume_relating *relating, bool right)
{
    plume_doubt *doubt = relating->doubt;
    const plume_book *book = relating->book;

    plume_sort(doubt, relating->doubt_count, sizeof *doubt, right ? by_right : by_left,
               book);
    for (size_t i = 0; i < relating->doubt_count; i++)
        if (i == 0 || !share_side(book, &doubt[i - 1], &doubt[i], right))
            doubt[i].kept = true;
}

/* A hundred parts that may lie in a hundred holders are 200 accounts, and 10,000 pairs.
 */
static void condense(plume_relating *relating)
{
    size_t kept = 0;

    for (size_t i = 0; i < relating->doubt_count; i++)
        relating->doubt[i].kept = false;
    keep_side(relating, false);
    keep_side(relating, true);
    for (size_t i = 0; i < relating->doubt_count; i++)
        if (relating->doubt[i].kept)
            relating->doubt[kept++] = relating->doubt[i];
    relating->doubt_count = kept;
}

/* Rules stay short when a doubt cannot fail: lack of memory is asked for after each rule.
 */
static void push(plume_relating *relating, plume_doubt doubt)
{
    size_t capacity = relating->doubt_capacity;
    bool full = relating->doubt_count == capacity;

    if (full && capacity >= DOUBTS_FEW) {
        condense(relating);
        full = relating->doubt_count > capacity / 2;
    }
    if (full) {
        plume_doubt *grown;

        capacity = capacity * 2 + 16;
        grown = realloc(relating->doubt, capacity * sizeof *grown);
        if (grown == NULL) {
            relating->no_memory = true;
            return;
        }
        relating->doubt = grown;
        relating->doubt_capacity = capacity;
    }
    relating->doubt[relating->doubt_count++] = doubt;
}

void plume_relating_doubt(plume_relating *relating, plume_doubt_kind kind, uint32_t left,
                          uint32_t right)
{
    push(relating, (plume_doubt){ .left = left & NUMBER,
                                  .kind = (unsigned)kind & 7U,
                                  .right = right & NUMBER });
}

bool plume_relating_keys(plume_relating *relating, plume_key_kind kind, plume_keyed **out,
                         size_t *count)
{
    relating->status =
        plume_key_store_take(&relating->book->keys, kind, out, count, relating->error);
    return relating->status == PLUME_OK;
}

bool plume_relating_shared_keys(plume_relating *relating, plume_key_kind kind,
                                plume_keyed **out, size_t *count)
{
    size_t all, kept = 0;
    plume_keyed *key, before = { 0 };

    if (!plume_relating_keys(relating, kind, out, &all))
        return false;
    key = *out;
    for (size_t i = 0; i < all; i++) {
        plume_keyed own = key[i];

        if ((i > 0 && plume_keyed_same(&own, &before)) ||
            (i + 1 < all && plume_keyed_same(&own, &key[i + 1])))
            key[kept++] = own;
        before = own;
    }
    *count = kept;
    return true;
}
