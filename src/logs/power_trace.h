/* logs/power_trace.h -- the power trace in a log, kept from the survey to the reading. */
#ifndef PLUME_LOGS_POWER_TRACE_H
#define PLUME_LOGS_POWER_TRACE_H

#include "logs/reader.h"

typedef struct plume_trace plume_trace;

/* What options say of gaps is taken over. */
plume_status plume_trace_new(plume_trace **out, const plume_input_options *options,
                             plume_error *error);
void plume_trace_free(plume_trace *trace);

/* The survey is over; what follows is read, from a log at path, which is borrowed. */
void plume_trace_begin(plume_trace *trace, const char *path, plume_power_sink pieces);
/* Another log of the same trace follows. */
void plume_trace_go_on(plume_trace *trace);

/* Whether nothing needs to follow, since the survey has added up all. */
bool plume_trace_conclude(plume_trace *trace);

/* Takes the sample if it goes on from the one before; false: it was not taken. */
bool plume_trace_take_usual(plume_trace *trace, const plume_power_sample *sample);
/* Likewise those of a batch, up to the first that does not, which is told. */
size_t plume_trace_take_batch(plume_trace *trace, const plume_power_batch *batch,
                              size_t first, size_t end);
/* A sample without a host is of the one at hand, which is put in. */
plume_status plume_trace_take(plume_trace *trace, plume_power_sample *sample,
                              plume_power_verdict *verdict, plume_error *error);
plume_status plume_trace_describe(plume_trace *trace, const plume_trace_about *about,
                                  plume_error *error);
/* Where samples were taken that name no host, in a log that names none. */
plume_status plume_trace_say_host(plume_trace *trace, const char *host,
                                  plume_error *error);
plume_trace_memory *plume_trace_memory_of(plume_trace *trace);

/* All samples as one run. Its text is borrowed from the trace, from path, and from the
 * two texts, which are appended to. In the survey its energy is not known yet. */
void plume_trace_run(const plume_trace *trace, plume_run *run, const char *path,
                     plume_text *identity, plume_text *note);

/* What the samples of a W&B run are known by, wherever they stand: when the
 * first was taken, to a millisecond. Readings may be rounded. Clears. */
void plume_trace_print_wandb(plume_text *out, double first_s);

/* After their surveys: what follows is a part of the same trace. */
void plume_trace_join(plume_trace *trace, const plume_trace *more);
/* Between the first and the last sample, and the longest interval that is none of
 * a gap. */
typedef struct plume_trace_span {
    double start_s, end_s, interval_s;
} plume_trace_span;
plume_trace_span plume_trace_spans(const plume_trace *trace);
/* The scope as told; how wide the meters are; whether each device is known wherever it is
 * told of; and what the devices are, in whatever order. */
typedef struct plume_trace_kind {
    plume_scope scope;
    plume_meter meter;
    bool certain, relative, yearless;
    uint64_t devices;
} plume_trace_kind;
plume_trace_kind plume_trace_kind_of(const plume_trace *trace);
/* The year of a yearless trace became known: its times move by so much. It is read again.
 */
void plume_trace_place(plume_trace *trace, double shift_s);
/* Samples of a trace; whether it is known by all of them, and a longer one may be the
 * same log; what that would be known by had it ended after so many of those that it is
 * known by. */
uint64_t plume_trace_samples(const plume_trace *trace);
bool plume_trace_is_short(const plume_trace *trace);
uint64_t plume_trace_prefix(const plume_trace *trace, size_t samples);

/* Whether any sample was used; trace may be NULL. */
bool plume_trace_has_samples(const plume_trace *trace);
/* "" unknown, or of several; plume_power_label_at has that of each device. */
const char *plume_trace_host(const plume_trace *trace);
/* How wide its meters are; PART: of accelerators, or of processors and memory. */
plume_meter plume_trace_meter(const plume_trace *trace);
/* What its energy is matched to; NULL: nothing. */
const plume_series *plume_trace_series(const plume_trace *trace);
const char *plume_trace_device(const plume_trace *trace); /* likewise */
/* What one device draws at the most; does nothing for a trace of whole machines. device
 * is borrowed for the note. */
void plume_trace_rate(plume_trace *trace, const char *device, double rated_w);
/* The device whose rated power bounds the gaps; "" none. */
const char *plume_trace_rated(const plume_trace *trace);
double plume_trace_rated_w(const plume_trace *trace);

/* Seconds that a device was read, which may have pauses; the mean of all. */
double plume_trace_read_s(const plume_trace *trace);
const plume_power *plume_trace_power(const plume_trace *trace);

void plume_trace_about_init(plume_trace_about *about);

#endif
