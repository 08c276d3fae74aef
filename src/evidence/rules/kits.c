/* The kits of a book, and which of them agree. */
#include "evidence/rules/kits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "evidence/accounts/hosts.h"

static const char *device_of(const plume_book *book, const plume_kit *kit)
{
    return plume_names_text(&book->berths.devices, kit->device);
}

static bool counts_are_same(float left, float right)
{
    return left == right || (isnan(left) && isnan(right));
}

/* Unknown counts first. */
static int by_words(const void *book, const void *left, const void *right)
{
    const plume_kit *a = left, *b = right;
    int order =
        a->device == b->device ? 0 : strcmp(device_of(book, a), device_of(book, b));

    if (order != 0 || counts_are_same(a->count, b->count))
        return order;
    return isnan(a->count) || a->count < b->count ? -1 : 1;
}

static size_t place_of(const plume_kits *kits, const plume_berth *berth)
{
    size_t i = 0;

    while (i < kits->count && (kits->kit[i].device != berth->device ||
                               !counts_are_same(kits->kit[i].count, berth->device_count)))
        i++;
    return i;
}

/* False: there are more than there is room for. */
static bool find(plume_kits *kits, const plume_berths *berths)
{
    for (size_t i = 0; i < berths->count; i++) {
        const plume_berth *berth = &berths->berth[i];

        if (place_of(kits, berth) < kits->count)
            continue;
        if (kits->count == PLUME_KITS_MAX)
            return false;
        kits->kit[kits->count++] = (plume_kit){ berth->device, berth->device_count };
    }
    return true;
}

static bool devices_agree(const plume_book *book, const plume_kit *left,
                          const plume_kit *right)
{
    return left->device == right->device ||
           !plume_devices_differ(device_of(book, left), device_of(book, right));
}

/* A part may have fewer devices than its holder. */
static void compare(plume_kits *kits, const plume_book *book)
{
    for (size_t i = 0; i < kits->count; i++)
        for (size_t k = 0; k < kits->count; k++) {
            float own = kits->kit[i].count, other = kits->kit[k].count;

            if (!devices_agree(book, &kits->kit[i], &kits->kit[k]))
                continue;
            if (isnan(own) || isnan(other) || own == other)
                kits->same[i] |= UINT64_C(1) << k;
            if (isnan(own) || isnan(other) || own <= other)
                kits->holders[i] |= UINT64_C(1) << k;
        }
}

bool plume_kits_init(plume_kits *kits, const plume_book *book)
{
    const plume_berths *berths = &book->berths;

    memset(kits, 0, sizeof *kits);
    kits->of_berth = calloc(berths->count + 1, sizeof *kits->of_berth);
    if (kits->of_berth == NULL)
        return false;
    if (!find(kits, berths)) {
        kits->count = 1;
        kits->same[0] = kits->holders[0] = 1;
        return true;
    }
    plume_sort(kits->kit, kits->count, sizeof kits->kit[0], by_words, book);
    for (size_t i = 0; i < berths->count; i++)
        kits->of_berth[i] = (uint8_t)place_of(kits, &berths->berth[i]);
    compare(kits, book);
    return true;
}

void plume_kits_dispose(plume_kits *kits)
{
    free(kits->of_berth);
}
