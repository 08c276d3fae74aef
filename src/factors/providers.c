/* Cloud providers and their regions, by code or by name. */
#include "factors/providers.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/ascii.h"

static const struct {
    const char *name, *code;
} providers[] = {
    { "gcp", "gcp" },
    { "google", "gcp" },
    { "google cloud", "gcp" },
    { "google cloud platform", "gcp" },
    { "aws", "aws" },
    { "amazon", "aws" },
    { "amazon web services", "aws" },
    { "azure", "azure" },
    { "microsoft", "azure" },
    { "microsoft azure", "azure" },
};

const char *plume_provider_code(const char *name)
{
    for (size_t i = 0; i < sizeof providers / sizeof providers[0]; i++)
        if (plume_name_equal(providers[i].name, name))
            return providers[i].code;
    return name;
}

const char *plume_provider_name_at(size_t i)
{
    return i < sizeof providers / sizeof providers[0] ? providers[i].name : NULL;
}

void plume_site_name_provider(plume_site_name *out, const char *name, size_t length)
{
    const char *code;

    out->provider[0] = '\0';
    if (length >= sizeof out->provider)
        return;
    memcpy(out->provider, name, length);
    out->provider[length] = '\0';
    code = plume_provider_code(out->provider);
    if (code != out->provider)
        memcpy(out->provider, code, strlen(code) + 1);
}

void plume_site_name_part(plume_site_name *out, const char *name)
{
    const char *colon = strchr(name, ':');

    out->site = colon != NULL ? colon + 1 : name;
    plume_site_name_provider(out, name, colon != NULL ? (size_t)(colon - name) : 0);
}

static bool same_but_case(const char *a, const char *b)
{
    for (; *a != '\0' && plume_lower(*a) == plume_lower(*b); a++, b++)
        ;
    return *a == '\0' && *b == '\0';
}

/* A region's name that two providers use, without its provider, is nobody's. */
size_t plume_region_find(const plume_dataset_table *regions,
                         const plume_site_name *wanted)
{
    size_t row, found = SIZE_MAX;
    const char *provider;

    for (row = 0; row < plume_dataset_table_rows(regions); row++) {
        provider = plume_dataset_table_text(regions, row, REGION_PROVIDER);
        if (!same_but_case(plume_dataset_table_text(regions, row, REGION_REGION),
                           wanted->site) ||
            (wanted->provider[0] != '\0' &&
             !plume_name_equal(provider, wanted->provider)))
            continue;
        if (found == SIZE_MAX)
            found = row;
        else if (strcmp(provider,
                        plume_dataset_table_text(regions, found, REGION_PROVIDER)) != 0)
            return SIZE_MAX;
    }
    return found;
}
