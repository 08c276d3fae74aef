/* Numbers in the order of what they stand for: sorted stretches are merged into longer
 * ones. */
#include "core/order.h"

#include <stdlib.h>
#include <string.h>

typedef struct ordering {
    plume_order_compare compare;
    const void *context;
} ordering;

/* Two sorted stretches that lie side by side, [0, middle) and [middle, end), into one. */
static void merge(const ordering *by, uint32_t *out, const uint32_t *from, size_t middle,
                  size_t end)
{
    size_t left = 0, right = middle;

    if (middle < end &&
        by->compare(by->context, from[middle - 1], from[middle]) <= 0) { /* as they are */
        memcpy(out, from, end * sizeof *out);
        return;
    }
    for (size_t i = 0; i < end; i++) {
        bool takes_left =
            left < middle &&
            (right == end || by->compare(by->context, from[left], from[right]) <= 0);

        out[i] = takes_left ? from[left++] : from[right++];
    }
}

bool plume_order(uint32_t *numbers, size_t count, plume_order_compare compare,
                 const void *context)
{
    ordering by = { compare, context };
    uint32_t *other = malloc((count + 1) * sizeof *other);
    uint32_t *from = numbers, *to = other;

    if (other == NULL)
        return false;
    for (size_t length = 1; length < count; length *= 2) {
        uint32_t *turned = from;

        for (size_t at = 0; at < count; at += 2 * length) {
            size_t rest = count - at;

            merge(&by, to + at, from + at, length < rest ? length : rest,
                  2 * length < rest ? 2 * length : rest);
        }
        from = to;
        to = turned;
    }
    if (from != numbers)
        memcpy(numbers, from, count * sizeof *numbers);
    free(other);
    return true;
}
