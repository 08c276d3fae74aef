/* study/internal.h -- a study while it is read: its file's tree, checked key by key. */
#ifndef PLUME_STUDY_INTERNAL_H
#define PLUME_STUDY_INTERNAL_H

#include <float.h>

#include "core/pool.h"
#include <plume/number.h>
#include <plume/study.h>
#include <plume/value.h>

/* Where a value stands, for messages: its file and the name of its key. */
typedef struct plume_study_place {
    const char *path;
    const char *key;
    const plume_value *value;
} plume_study_place;

/* A study and what it owns. The public part comes first, so that a pointer to one is a
 * pointer to the other. */
typedef struct plume_study_build {
    plume_study study;
    plume_pool *pool;
    plume_zone **zones;
    size_t zone_count;
    plume_study_limit *limits; /* in the pool */
    plume_factors *factors;    /* while reading; may be NULL */
    plume_study_place gases;   /* while reading */
    plume_study_gas *gas;      /* in the pool; what the study's gases point to */
} plume_study_build;

/* A key of a map and what takes its value. The target is the study, or the entry of a
 * list that the map stands for. */
typedef struct plume_study_key {
    const char *name;
    plume_status (*take)(plume_study_build *build, void *target,
                         const plume_study_place *place, plume_error *error);
} plume_study_key;

/* Takes every key of a map; null is as good as absent. An unknown key, or what is no map,
 * fails with its place. keys end with a NULL name. */
plume_status plume_study_take_map(plume_study_build *build, void *target,
                                  const plume_study_key *keys,
                                  const plume_study_place *place, plume_error *error);

/* The typed values. All fail with the place, what was found and what was wanted. Text is
 * cleaned as a log's is, for a stranger may have written it; a path is taken as it
 * stands.
 */
plume_status plume_study_path(plume_study_build *build, const char **out,
                              const plume_study_place *place, plume_error *error);
plume_status plume_study_paths(plume_study_build *build, const char *const **out,
                               size_t *count, const plume_study_place *place,
                               plume_error *error);
/* NULL: out of memory. */
const char *plume_study_cleaned(plume_study_build *build, const char *text);
plume_status plume_study_text(plume_study_build *build, const char **out,
                              const plume_study_place *place, plume_error *error);
plume_status plume_study_texts(plume_study_build *build, const char *const **out,
                               size_t *count, const plume_study_place *place,
                               plume_error *error);
plume_status plume_study_truth(bool *out, const plume_study_place *place,
                               plume_error *error);
/* Fails when a value is above what no study reaches. */
plume_status plume_study_most(double value, double most, const plume_study_place *place,
                              plume_error *error);
/* The least number that is above 0. */
#define PLUME_ABOVE_ZERO DBL_MIN
plume_status plume_study_number(double *out, double least, const char *wanted,
                                const plume_study_place *place, plume_error *error);
plume_status plume_study_quantity(double *out, plume_dimension dimension, double least,
                                  const char *wanted, const plume_study_place *place,
                                  plume_error *error);
/* From 0 to 1. */
plume_status plume_study_share(double *out, const plume_study_place *place,
                               plume_error *error);
plume_status plume_study_year(int *out, const plume_study_place *place,
                              plume_error *error);
plume_status plume_study_refuse(const plume_study_place *place, plume_error *error,
                                const char *format, ...) PLUME_PRINTF(3, 4);

/* path as it stands beside the study file; NULL: out of memory. */
const char *plume_study_beside(plume_study_build *build, const char *path);

/* Names that the factors must know. place is NULL for what the command line says. */
plume_status plume_study_check_location(plume_factors *factors, const char *name,
                                        const plume_study_place *place,
                                        plume_error *error);
plume_status plume_study_check_provider(plume_factors *factors, const char *name,
                                        const plume_study_place *place,
                                        plume_error *error);
plume_status plume_study_check_device(plume_factors *factors, const char *name,
                                      const plume_study_place *place, plume_error *error);
plume_status plume_study_check_model(plume_factors *factors, const char *name,
                                     const plume_study_place *place, plume_error *error);

/* A zone by name, owned by the study. */
plume_status plume_study_zone(plume_study_build *build, const plume_zone **out,
                              const char *name, const plume_study_place *place,
                              plume_error *error);

/* Remembers that a key has no effect. */
plume_status plume_study_limited(plume_study_build *build, const plume_study_place *place,
                                 const char *message, plume_error *error);

/* Whole maps and lists under a key of the file. */
plume_status plume_study_take_hardware(plume_study_build *build, void *target,
                                       const plume_study_place *place,
                                       plume_error *error);
/* [a, b], or a list of such. */
plume_status plume_study_take_roles(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error);
plume_status plume_study_take_same(plume_study_build *build, void *target,
                                   const plume_study_place *place, plume_error *error);
plume_status plume_study_take_distinct(plume_study_build *build, void *target,
                                       const plume_study_place *place,
                                       plume_error *error);
plume_status plume_study_take_inputs(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error);
plume_status plume_study_take_audit(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error);
plume_status plume_study_take_uncertainty(plume_study_build *build, void *target,
                                          const plume_study_place *place,
                                          plume_error *error);
plume_status plume_study_take_inference(plume_study_build *build, void *target,
                                        const plume_study_place *place,
                                        plume_error *error);
/* A number of plume_study_lifecycle, by the name of its key. */
plume_status plume_study_take_figure(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error);
plume_status plume_study_take_gwp(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error);
plume_status plume_study_take_gases(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error);
/* Once the whole file is read: the intensity of the site from its gases. */
plume_status plume_study_weigh_gases(plume_study_build *build, plume_error *error);
void plume_study_lifecycle_init(plume_study_lifecycle *lifecycle);
plume_status plume_study_take_include(plume_study_build *build, void *target,
                                      const plume_study_place *place, plume_error *error);
plume_status plume_study_take_market(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error);
plume_status plume_study_take_market_share(plume_study_build *build, void *target,
                                           const plume_study_place *place,
                                           plume_error *error);
plume_status plume_study_take_residual(plume_study_build *build, void *target,
                                       const plume_study_place *place,
                                       plume_error *error);
plume_status plume_study_take_marginal(plume_study_build *build, void *target,
                                       const plume_study_place *place,
                                       plume_error *error);
plume_status plume_study_take_offsets(plume_study_build *build, void *target,
                                      const plume_study_place *place, plume_error *error);
plume_status plume_study_take_reference(plume_study_build *build, void *target,
                                        const plume_study_place *place,
                                        plume_error *error);
plume_status plume_study_take_hourly(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error);
plume_status plume_study_take_carbon_free(plume_study_build *build, void *target,
                                          const plume_study_place *place,
                                          plume_error *error);
plume_status plume_study_take_energy_spread(plume_study_build *build, void *target,
                                            const plume_study_place *place,
                                            plume_error *error);
plume_status plume_study_take_pue_spread(plume_study_build *build, void *target,
                                         const plume_study_place *place,
                                         plume_error *error);
plume_status plume_study_take_grid_spread(plume_study_build *build, void *target,
                                          const plume_study_place *place,
                                          plume_error *error);
plume_status plume_study_take_market_spread(plume_study_build *build, void *target,
                                            const plume_study_place *place,
                                            plume_error *error);
plume_status plume_study_take_query_spread(plume_study_build *build, void *target,
                                           const plume_study_place *place,
                                           plume_error *error);
plume_status plume_study_take_model(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error);
plume_status plume_study_take_search(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error);
plume_status plume_study_take_report(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error);

#endif
