/* plume/compare.h -- published models and own work side by side, both methods. */
#ifndef PLUME_COMPARE_H
#define PLUME_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/factors.h>
#include <plume/ledger.h>
#include <plume/method.h>
#include <plume/status.h>
#include <plume/value.h>
#include <plume/verdict.h>

PLUME_BEGIN

/* A figure of the same training by other hands, or of other inputs. */
typedef struct plume_other_published {
    double kg; /* gross */
    bool third_party;
} plume_other_published;
enum { PLUME_OTHERS_MAX = 8 };

/* One row. kg and kWh; NAN where a method does not apply. */
typedef struct plume_compared {
    const char *id, *name;
    bool own;            /* the user's logs, not a published model */
    const char *devices; /* "64 V100" */
    int year;
    double it_kwh; /* energy before PUE */
    double device_hours;
    double strubell_kg, patterson_kg, net_kg;
    double facility_kwh; /* patterson's */
    double ratio;        /* strubell / patterson */
    double to_first;     /* patterson_kg / that of the first row */
    double interval95_kg[2];
    plume_evidence evidence;
    plume_coverage coverage; /* of own runs; 0 of 0 of a published model */
    bool third_party;        /* the figure is someone else's estimate */
    double published_kg;     /* gross, as published */
    const char *published;   /* "0.652 t (Strubell 2019, Table 3)" */
    plume_verdict verdict;   /* of the paper's own method on its own inputs */
    const char *citation;
    const char *note;        /* of the dataset, why they differ where they do; "" */
    const char *assumptions; /* what was taken because nobody published it; "" nothing */
    const char *boundary;    /* what the published figure, or that of the logs, holds:
                                "power of whole systems; PUE counted; ..." */
    const char *differs;     /* where that is not the first row's; "" nowhere */
    /* Published of the same training; none of another grid than it took place on. */
    plume_other_published other[PLUME_OTHERS_MAX];
    size_t other_count;
    const char *other_values; /* published of the same training: "gpt-3-bloom 502 t (...);
                                 ..."; never averaged; "" none */
} plume_compared;

typedef struct plume_comparison plume_comparison;

PLUME_API plume_status plume_comparison_new(plume_comparison **out,
                                            plume_factors *factors, plume_error *error);
/* Before any row: methods that are applied to published models beside the two. Own runs
 * bring those of their ledger. PLUME_ERR_UNKNOWN when there is no such method. */
PLUME_API plume_status plume_comparison_set_methods(plume_comparison *comparison,
                                                    const char *const *names,
                                                    size_t count, plume_error *error);
PLUME_API void plume_comparison_free(plume_comparison *comparison);
/* A published model by id or alias. */
PLUME_API plume_status plume_comparison_add_model(plume_comparison *comparison,
                                                  const char *name, plume_error *error);
/* Own runs, already totalled. name is copied. */
PLUME_API plume_status plume_comparison_add_ledger(plume_comparison *comparison,
                                                   const char *name,
                                                   const plume_ledger *ledger,
                                                   plume_error *error);
PLUME_API size_t plume_comparison_count(const plume_comparison *comparison);
PLUME_API const plume_compared *plume_comparison_at(const plume_comparison *comparison,
                                                    size_t i);
/* Every estimate of a row, by method and basis: those of the two first. Borrowed. */
PLUME_API const plume_estimate *
plume_comparison_estimates(const plume_comparison *comparison, size_t i, size_t *count);
/* plume.comparison/1. */
PLUME_API void plume_comparison_to_value(const plume_comparison *comparison,
                                         plume_value *map);

PLUME_END

#endif
