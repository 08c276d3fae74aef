/* Records in order without room beside them: parted at a middle one, small parts by
 * insertion, and as a heap where parting goes wrong. */
#include "core/sort.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 12 };

typedef struct sorting {
    plume_sort_compare compare;
    const void *context;
    size_t size;
} sorting;

static int ask(const sorting *by, const unsigned char *left, const unsigned char *right)
{
    return by->compare(by->context, left, right);
}

static void swap(const sorting *by, unsigned char *left, unsigned char *right)
{
    for (size_t i = 0; i < by->size; i += sizeof(uint32_t)) {
        uint32_t a, b;

        memcpy(&a, left + i, sizeof a);
        memcpy(&b, right + i, sizeof b);
        memcpy(left + i, &b, sizeof b);
        memcpy(right + i, &a, sizeof a);
    }
}

static void insert_all(const sorting *by, unsigned char *first, size_t count)
{
    for (unsigned char *at = first; at < first + count * by->size; at += by->size)
        for (unsigned char *to = at; to > first && ask(by, to - by->size, to) > 0;
             to -= by->size)
            swap(by, to - by->size, to);
}

/* --- a heap --- */

static void sink(const sorting *by, unsigned char *first, size_t at, size_t count)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        unsigned char *larger = first + child * by->size;

        if (child + 1 < count && ask(by, larger, larger + by->size) < 0) {
            larger += by->size;
            child++;
        }
        if (ask(by, first + at * by->size, larger) >= 0)
            return;
        swap(by, first + at * by->size, larger);
    }
}

static void heap_all(const sorting *by, unsigned char *first, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sink(by, first, i, count);
    for (size_t i = count; i-- > 1;) {
        swap(by, first, first + i * by->size);
        sink(by, first, 0, i);
    }
}

/* --- parts --- */

/* The middle one of three becomes the first. */
static void choose(const sorting *by, unsigned char *first, size_t count)
{
    unsigned char *middle = first + count / 2 * by->size;
    unsigned char *last = first + (count - 1) * by->size;

    if (ask(by, middle, first) < 0)
        swap(by, middle, first);
    if (ask(by, last, first) < 0)
        swap(by, last, first);
    if (ask(by, last, middle) < 0)
        swap(by, last, middle);
    swap(by, first, middle);
}

/* Those before the first one to its left; its place then. */
static size_t part(const sorting *by, unsigned char *first, size_t count)
{
    size_t low = 1, high = count - 1;

    choose(by, first, count);
    for (;;) {
        while (low <= high && ask(by, first + low * by->size, first) < 0)
            low++;
        while (ask(by, first + high * by->size, first) > 0)
            high--;
        if (low >= high)
            break;
        swap(by, first + low++ * by->size, first + high-- * by->size);
    }
    swap(by, first, first + high * by->size);
    return high;
}

/* The smaller part at once and the larger one in the loop: calls stay as deep as the
 * logarithm. parts: how often it may be parted before it becomes a heap. */
static void sort(const sorting *by, unsigned char *first, size_t count, int parts)
{
    while (count > FEW && parts-- > 0) {
        size_t middle = part(by, first, count), rest = count - middle - 1;
        unsigned char *after = first + (middle + 1) * by->size;

        if (middle < rest) {
            sort(by, first, middle, parts);
            first = after;
            count = rest;
        } else {
            sort(by, after, rest, parts);
            count = middle;
        }
    }
    if (count > FEW)
        heap_all(by, first, count);
    else
        insert_all(by, first, count);
}

void plume_sort(void *records, size_t count, size_t size, plume_sort_compare compare,
                const void *context)
{
    sorting by = { compare, context, size };
    int parts = 2;

    for (size_t i = count; i > 1; i /= 2)
        parts += 2;
    if (count > 1)
        sort(&by, records, count, parts);
}

void plume_sort_unordered(void *records, size_t count, size_t size,
                          int (*compare)(const void *left, const void *right))
{
    const unsigned char *at = records;

    for (size_t i = 1; i < count; i++, at += size)
        if (compare(at, at + size) > 0) {
            qsort(records, count, size, compare);
            return;
        }
}
