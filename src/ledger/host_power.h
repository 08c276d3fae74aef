/* ledger/host_power.h -- what the hosts draw beside the accelerators, where the study
 * file states it (hardware.host_power_w).
 *
 * A host is charged once for the time in which any run was on it, and the runs that share
 * it share that by their devices. A run without a host shares hosts with those that ran
 * at the same time: as many as their devices fill. So all runs must be known first. */
#ifndef PLUME_LEDGER_HOST_POWER_H
#define PLUME_LEDGER_HOST_POWER_H

#include <plume/ledger.h>
#include <plume/notes.h>
#include <plume/run.h>
#include <plume/study.h>

typedef struct plume_host_power plume_host_power;

/* *out is NULL when the study states no such power. */
plume_status plume_host_power_new(plume_host_power **out, const plume_study *study,
                                  plume_error *error);
void plume_host_power_free(plume_host_power *power);

/* A run whose energy is of the accelerators alone. */
plume_status plume_host_power_add(plume_host_power *power, const plume_run *run,
                                  plume_error *error);
/* After the last of them. */
void plume_host_power_share(plume_host_power *power);

/* What one such run has of it, all repeats together; NAN without hours. One that was not
 * added is charged as if it had been alone. */
double plume_host_power_kwh(plume_host_power *power, const plume_run *run, double hours);

/* What was charged so far; all 0 of NULL. */
plume_host_energy plume_host_power_charged(const plume_host_power *power);

/* Tells the hosts, their hours and energy. */
void plume_host_power_note(const plume_host_power *power, const char *path,
                           plume_notes *notes);

#endif
