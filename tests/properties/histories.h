/* properties/histories.h -- runs that were killed, resumed and tried again, with their
 * true hours, and what the logs of a tool can prove of them.
 *
 * Times are Unix seconds. */
#ifndef PLUME_TESTS_PROPERTIES_HISTORIES_H
#define PLUME_TESTS_PROPERTIES_HISTORIES_H

#include "properties/chance.h"

/* How a session ended. */
typedef enum ending {
    ENDING_COMPLETE,
    ENDING_FAILED, /* by an exception: the tool itself wrote the end */
    ENDING_KILLED, /* nobody wrote an end */
    ENDING_COUNT
} ending;

/* seen_s: after its start the last sign of life; suspended_s: of its length. */
typedef struct session {
    double start_s, length_s, seen_s, suspended_s;
    ending how;
} session;

enum { SESSIONS_MOST = 4, HISTORIES_MOST = 4 };

typedef struct history {
    session session[SESSIONS_MOST];
    int sessions;
} history;

typedef struct histories {
    history run[HISTORIES_MOST];
    int runs;
} histories;

/* The histories of a seed. */
void histories_make(histories *out, uint64_t seed);

/* Hours of all runs together, in seconds: what the logs prove, and what they allow. */
typedef struct span {
    double least_s, most_s;
} span;

/* Each writes the logs of one tool to a folder. Whatever it leaves to chance is by `by`.
 */
typedef span (*history_writer)(const histories *from, chance *by, const char *folder);

span history_slurm(const histories *from, chance *by, const char *folder);
span history_optuna(const histories *from, chance *by, const char *folder);
span history_ray(const histories *from, chance *by, const char *folder);
span history_mlflow(const histories *from, chance *by, const char *folder);
span history_wandb(const histories *from, chance *by, const char *folder);
span history_trainer(const histories *from, chance *by, const char *folder);

#endif
