/* plume/input.h -- what a user says about an input. */
#ifndef PLUME_INPUT_H
#define PLUME_INPUT_H

#include <stdbool.h>

#include <plume/power.h>
#include <plume/run.h>
#include <plume/series.h>
#include <plume/time.h>

PLUME_BEGIN

/* How 04-03-2021 is meant. */
typedef enum plume_day_order {
    PLUME_DAYS_UNKNOWN,
    PLUME_DAYS_FIRST, /* 4 March */
    PLUME_DAYS_SECOND /* April 3 */
} plume_day_order;

/* "day-first", "month-first". */
PLUME_API bool plume_day_order_find(plume_day_order *out, const char *word);

/* A role, and the names, studies, tags or paths of the runs that have it: a pattern of
 * the shell (* ? [...]). */
typedef struct plume_role_rule {
    plume_role role;
    const char *pattern;
} plume_role_rule;

/* What the user says about an input, over what the log says. Borrowed strings; "" or NAN
 * or UNKNOWN where nothing is said. */
typedef struct plume_input_options {
    const char *reader;     /* force this reader */
    const char *name;       /* what a file or a pipe is called instead of its path */
    const char *host;       /* fills what the log lacks: where it was written */
    const plume_zone *zone; /* for naive local times; NULL: UTC, with a note */
    const char *study;
    const char *device;           /* fills what the log lacks */
    double device_count;          /* likewise */
    double assume_running_hours;  /* of runs that never ended by their log */
    plume_role role;              /* overrides */
    const plume_role_rule *roles; /* over what the log says; the first that matches */
    size_t role_count;
    bool shared_devices; /* runs at one time used the same devices */
    bool of_study_file; /* a file names it, which a stranger may have written: the address
                           of a server is connected to only where its host is allowed */
    bool people;        /* the names of users are wanted */
    /* Of power traces. */
    plume_gaps gaps;
    double interval_s;    /* between samples of a log without times */
    const char *columns;  /* of a log without a header: "timestamp,index,power.draw" */
    plume_day_order days; /* of dates such as 04-03-2021 */
    const plume_series *series; /* hourly intensities that it is matched to; NULL: none */
    const plume_power_watch *watch; /* is told of its readings; NULL: nobody is */
    const char *attribute_to; /* path, folder or pattern of the inputs whose runs this
                                 trace measured; "*": all others */
} plume_input_options;

PLUME_API void plume_input_options_init(plume_input_options *options);

/* What one device draws at the most, in watts; NAN unknown. */
typedef struct plume_rating {
    double rated_w;
    bool processor; /* no accelerator */
} plume_rating;

/* Finds it by a name. Bounds what a trace may have missed, and judges what logs say. */
typedef struct plume_rating_finder {
    plume_rating (*find)(void *state, const char *device);
    void *state;
} plume_rating_finder;

/* Finds the code of the place that a log names more closely than by its country: "CA-QC"
 * where the run has "CAN" and the region "quebec". Borrowed; "" when there is none. */
typedef struct plume_place_finder {
    const char *(*find)(void *state, const plume_run *run);
    void *state;
} plume_place_finder;

PLUME_END

#endif
