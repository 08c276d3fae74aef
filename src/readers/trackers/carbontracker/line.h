/* readers/trackers/carbontracker/line.h -- one line of a carbontracker log, console or
 * notebook.
 *
 * Before its message a line may have a time stamp, the name of a thread and a level (the
 * first versions), the word "CarbonTracker:", blanks, a Markdown quote mark, or a
 * progress bar that a carriage return overwrote. */
#ifndef PLUME_READERS_CARBONTRACKER_LINE_H
#define PLUME_READERS_CARBONTRACKER_LINE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum plume_carbon_kind {
    PLUME_CARBON_OTHER,
    PLUME_CARBON_VERSION,    /* rest: "1.1.6" */
    PLUME_CARBON_PUE,        /* rest: "1.59 (Rhonda Ascierto, ...)" */
    PLUME_CARBON_COMPONENTS, /* rest: "GPU with device(s) A, B. CPU with device(s) cpu:0."
                              */
    PLUME_CARBON_EPOCH,      /* rest: "1:" */
    PLUME_CARBON_DURATION,   /* rest: "0:00:53.25" */
    PLUME_CARBON_POWER,      /* rest: "gpu: [136.86 120.11]" */
    PLUME_CARBON_AVERAGE,    /* rest: "102.00 gCO2/kWh at detected location: X." */
    PLUME_CARBON_INTENSITY,  /* the same, of one moment */
    PLUME_CARBON_DEFAULTED,  /* rest: "X. Defaulted to average ... of N gCO2/kWh." */
    PLUME_CARBON_FETCHED,    /* rest: "900 s at detected location: X: [445.0]" */
    PLUME_CARBON_GUESSED,    /* the power of a processor that is in no table */
    PLUME_CARBON_INTERRUPTED, /* rest: "100 epochs were monitored." */
    PLUME_CARBON_QUIT,
    PLUME_CARBON_TRACEBACK,
    PLUME_CARBON_FINISHED,  /* monitoring has ended */
    PLUME_CARBON_ACTUAL,    /* rest: "for 1 epoch(s):" or ":" */
    PLUME_CARBON_PREDICTED, /* the same */
    PLUME_CARBON_TIME,      /* rest: "0:00:53" */
    PLUME_CARBON_ENERGY,    /* rest: "0.003504 kWh" */
    PLUME_CARBON_CO2,       /* rest: "0.357451 g" */
    PLUME_CARBON_FENCE      /* "```" of Markdown */
} plume_carbon_kind;

/* Borrows from the text it was read from; rest and stamp are not terminated. */
typedef struct plume_carbon_line {
    plume_carbon_kind kind;
    const char *rest, *stamp;
    size_t rest_length, stamp_length; /* stamp_length 0: there is none */
} plume_carbon_line;

void plume_carbon_recognise(plume_carbon_line *out, const char *text, size_t length);

/* H:MM:SS[.ff] with any number of hours, a minus sign, and the form of the first
 * versions, "1 day, 2:03:04". False when it is none of these. */
bool plume_carbon_duration(double *out_s, const char *text, size_t length);

/* "for 3 epoch(s):"; NAN when no number is given. */
double plume_carbon_epochs(const char *text, size_t length);

/* Watts of all devices together: "[136.86 120.11]", "[a, b]", "6.785". NAN when any of
 * them is None or nan, or when this is no list of numbers. */
double plume_carbon_power_w(const char *text, size_t length);

/* The number at the start of text: "102.00 gCO2/kWh ..."; NAN when there is none. */
double plume_carbon_leading_number(const char *text, size_t length);

#endif
