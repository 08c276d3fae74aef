/* evidence/speaks/voices.h -- what each log tells of the energy of a run. */
#ifndef PLUME_EVIDENCE_SPEAKS_VOICES_H
#define PLUME_EVIDENCE_SPEAKS_VOICES_H

#include "evidence/speaks/member.h"

enum { PLUME_VOICES_MAX = 32 };

typedef enum plume_component {
    PLUME_COMPONENT_GPU,
    PLUME_COMPONENT_CPU,
    PLUME_COMPONENT_RAM,
    PLUME_COMPONENTS
} plume_component;

/* Energy that the accounts of one session tell, each of the whole machine. */
typedef struct plume_heard {
    double part_kwh[PLUME_COMPONENTS], total_kwh, time_s;
    double accounts; /* how many */
} plume_heard;

/* What one reader tells of the energy: of replicas on one machine that machine once, of
 * sessions and of several machines the sum. */
typedef struct plume_voice {
    const plume_member *from;
    double part_kwh[PLUME_COMPONENTS]; /* NAN unknown */
    double total_kwh, rest_kwh;        /* rest: of the total beyond its parts */
    double time_s;                     /* that it covers, by all its sessions */
    double end_s;                      /* of the last session so far */
    double own_s;                      /* of its accounts */
    plume_heard last;                  /* session */
    double sampled_s;                  /* of them, within its samples; NAN: no samples */
    double coverage;                   /* share of the run's device-time, measured */
    double stands;                     /* likewise, for which the energy stands */
    double filled;                     /* share of its energy, beyond its samples */
    double devices;                    /* share of the run's devices that it holds */
    bool assumed;                      /* so much was filled that it is an assumption */
    bool memory;                       /* in its processors */
    plume_evidence grade;
    bool whole; /* its total holds all of the equipment */
} plume_voice;

typedef struct plume_voices {
    plume_voice voice[PLUME_VOICES_MAX];
    size_t count;
} plume_voices;

/* After the hours and devices of the run are known. */
void plume_voices_hear(plume_voices *all, const plume_members *members,
                       const plume_run *run);

/* Seconds of the run that an account may miss at its start and end. */
double plume_voices_missed_s(const plume_run *run);

/* Of those that are known. */
double plume_components_sum(const double part_kwh[PLUME_COMPONENTS]);

/* Grades stand from the best to the worst; unknown is behind all. */
int plume_grade_rank(plume_evidence grade);

/* Traces of one part of the machine, on other hosts or of other devices. */
bool plume_member_is_beside(const plume_member *one, const plume_member *other);

#endif
