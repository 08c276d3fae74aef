/* readers/trackers/wandb/program.h -- what the records of a .wandb file say of the
 * program that ran: what it is, how it was configured, which job and which trial it was.
 *
 * Of people (user name, e-mail) nothing is looked at. */
#ifndef PLUME_READERS_WANDB_PROGRAM_H
#define PLUME_READERS_WANDB_PROGRAM_H

#include "logs/framed/protobuf.h"
#include <plume/text.h>
#include <plume/value.h>

typedef struct plume_wandb_setting {
    uint64_t key, value; /* hashes */
} plume_wandb_setting;

typedef struct plume_wandb_program {
    plume_text what;   /* program, arguments, folder: "" when the program is not told */
    plume_text job;    /* of Slurm, with the index in an array */
    plume_text folder; /* output_dir of the configuration */
    plume_text tag;    /* the last one */
    plume_text host, device;
    double device_count; /* NAN unknown */
    double rank;         /* of a replica, by its configuration; NAN */
    plume_wandb_setting *setting;
    size_t settings, capacity;
    bool no_memory;
} plume_wandb_program;

void plume_wandb_program_init(plume_wandb_program *program);
void plume_wandb_program_dispose(plume_wandb_program *program);

/* Takes an ENVIRONMENT or a CONFIG message; false when it is damaged. */
bool plume_wandb_program_environment(plume_wandb_program *program, plume_bytes message);
bool plume_wandb_program_config(plume_wandb_program *program, plume_bytes message);

/* Equal for the replicas of one start: program, arguments, folder and configuration. ""
 * when the program is not known. */
void plume_wandb_program_print(plume_text *out, const plume_wandb_program *program);

/* Number and study of a trial, as Optuna's callback writes them: the run is called
 * "trial/<number>/...", and its last tag is the study. NAN when it is none. */
double plume_wandb_program_trial(const plume_wandb_program *program, const char *name);

/* The job of Slurm, from its variables: "501", "501_3". */
void plume_wandb_job_print(plume_text *out, const char *id, const char *array,
                           const char *task);

#endif
