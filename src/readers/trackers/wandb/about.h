/* readers/trackers/wandb/about.h -- what the small files of a W&B run say of it:
 * metadata, summary and configuration. Of people (e-mail, user name) nothing is kept. */
#ifndef PLUME_READERS_WANDB_ABOUT_H
#define PLUME_READERS_WANDB_ABOUT_H

#include "logs/reader.h"
#include <plume/text.h>
#include <plume/value.h>

/* "" and NAN where nothing is said. */
typedef struct plume_wandb_about {
    plume_text host, device;
    plume_text folder;  /* output_dir of the configuration */
    plume_text program; /* a digest of program and arguments */
    plume_text job;     /* of Slurm */
    plume_text tags;    /* as records/tags.h has them */
    double device_count;
    double started_s;      /* by the metadata */
    double configured_s;   /* by the configuration; whole seconds as a rule */
    double runtime_s;      /* _wandb.runtime: written at an end by itself */
    double last_log_s;     /* _timestamp: time of the last figure that was logged */
    double last_runtime_s; /* _runtime: the same since the start */
    bool any;              /* one of the files was there and could be read */
} plume_wandb_about;

void plume_wandb_about_init(plume_wandb_about *about);
void plume_wandb_about_dispose(plume_wandb_about *about);

void plume_wandb_about_metadata(plume_wandb_about *about, const plume_value *metadata);
void plume_wandb_about_summary(plume_wandb_about *about, const plume_value *summary);
void plume_wandb_about_config(plume_wandb_about *about, const plume_value *config);

/* Takes what stands below prefix ("" or "files/"); what cannot be read is a note. The
 * console's output is claimed too, so that nobody reads it as a log of its own. skip: the
 * name of a file that was taken already, or "". */
plume_status plume_wandb_about_read(plume_wandb_about *about, plume_log *log,
                                    const char *prefix, const char *skip,
                                    plume_error *error);

/* Start of the run, best first; NAN. */
double plume_wandb_about_start(const plume_wandb_about *about);
/* What sessions before this one took, which its runtimes hold; NAN: none, or not told. */
double plume_wandb_about_before(const plume_wandb_about *about);

#endif
