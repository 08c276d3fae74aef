/* factors/providers.h -- cloud providers and their regions by the names they go by. */
#ifndef PLUME_FACTORS_PROVIDERS_H
#define PLUME_FACTORS_PROVIDERS_H

#include <stddef.h>

#include "factors/datasets.h"

/* "google cloud" is "gcp"; a name that is none of ours comes back as it is. */
const char *plume_provider_code(const char *name);

/* The names that plume_provider_code knows; NULL beyond the end. */
const char *plume_provider_name_at(size_t i);

/* A name parted at its colon. provider is "" when there is none. */
enum { PLUME_PROVIDER_LONGEST = 64 };
typedef struct plume_site_name {
    char provider[PLUME_PROVIDER_LONGEST]; /* as the datasets write it */
    const char *site;                      /* borrowed from the name that was parted */
} plume_site_name;

void plume_site_name_part(plume_site_name *out, const char *name);

/* Sets the provider by any of its names; "" when that is too long to be one. */
void plume_site_name_provider(plume_site_name *out, const char *name, size_t length);

/* First row of a region of cloud_regions.csv: of this provider, or of any when provider
 * is
 * "" and only one has a region of that name. SIZE_MAX when there is none. Hyphens count
 * here
 * ("us-east-1" is Amazon's, "us-east1" Google's); case does not. */
size_t plume_region_find(const plume_dataset_table *regions,
                         const plume_site_name *wanted);

#endif
