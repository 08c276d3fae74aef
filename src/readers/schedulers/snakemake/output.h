/* readers/schedulers/snakemake/output.h -- by which output records and logs of one job
 * are found: the record of an output is named after it, in base64. */
#ifndef PLUME_READERS_SNAKEMAKE_OUTPUT_H
#define PLUME_READERS_SNAKEMAKE_OUTPUT_H

#include <plume/text.h>

/* Below the folder in which Snakemake ran. */
extern const char snakemake_log_folder[];      /* ".snakemake/log/" */
extern const char snakemake_metadata_folder[]; /* ".snakemake/metadata/" */

/* The alphabet that is safe in names. */
void snakemake_add_base64(plume_text *out, const char *bytes, size_t length);

/* folder: length bytes of path; name: of the record. */
void snakemake_add_launcher(plume_text *out, const char *path, size_t length,
                            const char *name);

#endif
