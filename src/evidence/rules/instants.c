/* An event file of one instant, as hyperparameters are written, is part of the event file
 * that the same process kept while it worked. */
#include "evidence/rules/internal.h"

#include <stdlib.h>

#include "evidence/accounts/hosts.h"

/* Seconds: what is shorter is no work, and how far an instant may stand beside its whole.
 */
static const double instant_s = 1.0;

static bool is_instant(const plume_account *account)
{
    return plume_account_has_times(account) &&
           account->end_s - account->start_s < instant_s;
}

static bool is_part(const plume_book *book, const plume_account *instant,
                    const plume_account *whole)
{
    return instant->reader == whole->reader && !is_instant(whole) &&
           instant->start_s >= whole->start_s - instant_s &&
           instant->end_s <= whole->end_s + instant_s &&
           !plume_hosts_differ(plume_book_host(book, instant),
                               plume_book_host(book, whole));
}

/* Rule `layout`: one process, known by its id, kept both files. */
bool plume_rule_instants(plume_relating *relating)
{
    const plume_book *book = relating->book;
    size_t count;
    plume_keyed *keys;

    if (!plume_relating_keys(relating, PLUME_KEY_PID, &keys, &count))
        return false;

    for (size_t i = 0; i < count; i++) {
        const plume_account *instant = &book->account[keys[i].account];
        size_t first = i;

        if (plume_book_kind(book, instant) != PLUME_KIND_EVENTS || !is_instant(instant))
            continue;
        while (first > 0 && plume_keyed_same(&keys[first - 1], &keys[i]))
            first--;
        for (size_t j = first; j < count && plume_keyed_same(&keys[j], &keys[i]); j++)
            if (j != i && is_part(book, instant, &book->account[keys[j].account]) &&
                plume_groups_put_inside(relating->groups, keys[i].account,
                                        keys[j].account, PLUME_RULE_LAYOUT))
                break;
    }
    free(keys);
    return true;
}
