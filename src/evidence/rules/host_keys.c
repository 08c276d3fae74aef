/* One number for each host, of what of its name counts. */
#include "evidence/rules/host_keys.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "traces/host_names.h"

static uint32_t number_of(const char *text, size_t length)
{
    uint32_t hash = (uint32_t)plume_hash64(text, length, 3);

    return hash <= PLUME_HOST_SEVERAL ? hash + PLUME_HOST_SEVERAL + 1 : hash;
}

uint32_t *plume_host_names(const plume_names *hosts)
{
    uint32_t *numbers = malloc((hosts->count + 1) * sizeof *numbers);
    plume_text name;

    if (numbers == NULL)
        return NULL;
    plume_text_init(&name);
    numbers[0] = PLUME_HOST_UNKNOWN;
    for (size_t i = 0; i < hosts->count; i++) {
        const char *host = hosts->text[i];
        bool one = plume_hosts_count(host) == 1;

        if (one)
            plume_hosts_name(host, 0, &name);
        numbers[i + 1] =
            one ? number_of(name.data, name.length) : number_of(host, strlen(host));
    }
    if (name.status != PLUME_OK) {
        free(numbers);
        numbers = NULL;
    }
    plume_text_dispose(&name);
    return numbers;
}

/* Brackets may match names that are written otherwise: what has them is a list. */
static bool is_list(const char *host)
{
    return strchr(host, '[') != NULL || plume_hosts_count(host) != 1;
}

uint32_t *plume_host_names_single(const plume_names *hosts)
{
    uint32_t *of_name = plume_host_names(hosts);

    for (size_t i = 0; of_name != NULL && i < hosts->count; i++)
        if (is_list(hosts->text[i]))
            of_name[i + 1] = PLUME_HOST_SEVERAL;
    return of_name;
}

uint32_t plume_host_key(const plume_groups *groups, const uint32_t *of_name,
                        uint32_t group)
{
    const plume_book *book = groups->book;
    uint32_t key = PLUME_HOST_UNKNOWN, member = PLUME_NOBODY;

    for (uint32_t i = 0;
         (member = plume_group_host(groups, group, i, member)) != PLUME_NOBODY; i++) {
        uint32_t own = of_name[plume_book_berth(book, &book->account[member])->host];

        if (key == PLUME_HOST_UNKNOWN)
            key = own;
        else if (own != PLUME_HOST_UNKNOWN && own != key)
            return PLUME_HOST_SEVERAL;
    }
    return key;
}
