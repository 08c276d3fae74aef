/* core/tuples.h -- numbers for tuples of texts and figures: what a row shares with many
 * others is worked out once for each tuple and found again by it. */
#ifndef PLUME_CORE_TUPLES_H
#define PLUME_CORE_TUPLES_H

#include <stddef.h>
#include <stdint.h>

enum { PLUME_TUPLE_TEXTS = 7, PLUME_TUPLE_FIGURES = 3 };

/* Figures are compared bit by bit; texts that a tuple does not need are NULL. */
typedef struct plume_tuple {
    const char *text[PLUME_TUPLE_TEXTS];
    uint64_t figure[PLUME_TUPLE_FIGURES];
} plume_tuple;

/* The bits of a number; one pattern for all NANs. */
uint64_t plume_tuple_bits(double value);

typedef struct plume_tuples plume_tuples;
plume_tuples *plume_tuples_new(void); /* NULL: out of memory */
void plume_tuples_free(plume_tuples *tuples);
/* The number of a tuple, in the order of first appearance; SIZE_MAX: it was not added. */
size_t plume_tuples_find(const plume_tuples *tuples, const plume_tuple *tuple);
/* The same, sooner where the tuple was asked for before: tuples of one symbol that agree
 * in their figures are known to agree in their texts. 0: nothing is known. */
size_t plume_tuples_find_of(plume_tuples *tuples, uint64_t symbol,
                            const plume_tuple *tuple);
/* Its number, whether it is there already or not; texts are copied. SIZE_MAX: out of
 * memory. */
size_t plume_tuples_add(plume_tuples *tuples, const plume_tuple *tuple);
size_t plume_tuples_count(const plume_tuples *tuples);

#endif
