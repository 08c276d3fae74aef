/* audit/claim/head/internal.h -- what heads of columns, keys of lines and units mean. */
#ifndef PLUME_AUDIT_CLAIM_HEAD_INTERNAL_H
#define PLUME_AUDIT_CLAIM_HEAD_INTERNAL_H

#include "audit/claim/claim.h"

/* What has no dimension in the library: water in litres, work in FLOP. */
typedef enum plume_unit_kind {
    PLUME_UNIT_PLAIN,
    PLUME_UNIT_LITRES,
    PLUME_UNIT_WORK
} plume_unit_kind;

/* A unit as people write it ("tCO2eq", "GPU hours", "gCO2/kWh", "MWh", "PF-days"). False
 * when it is none. */
typedef struct plume_claim_unit {
    plume_dimension dimension;
    plume_unit_kind kind;
    double per_unit; /* in the library's own unit */
} plume_claim_unit;
bool plume_claim_unit_read(plume_claim_unit *out, const char *text, size_t length);
/* The unit in brackets, else the longest one at the end of a head. */
bool plume_claim_head_unit(plume_claim_unit *unit, const char *head);

/* What a column head or the key of a line is about. */
typedef struct plume_claim_column {
    enum { COLUMN_NOTHING, COLUMN_FIGURE, COLUMN_WORD } kind;
    int index;       /* plume_quantity or plume_claim_word */
    double per_unit; /* of cells without a unit */
    bool part;       /* one of several that add up: the power of processors */
    bool rated;      /* a limit, not an average draw */
    bool per_node;   /* to be multiplied by the nodes */
    /* Of energies and emissions: what they may add up to (CLAIM_QUANTITIES: nothing),
     * whether the head says that it is the total, whether it is of use only as a part,
     * and whether it is one here. */
    int adds_to;
    bool total, only_part, addend;
    bool known;      /* understood, and about nothing that is checked */
    bool with_pue;   /* of emissions: the head says that they hold the PUE */
    bool per_trial;  /* to be multiplied by the trials */
    bool embodied;   /* of emissions: those of making the machines */
    bool assumed;    /* no unit is named: the usual one */
    bool of_device;  /* of a part: the accelerator */
    bool market;     /* of an intensity: that of contracts or the residual mix */
    bool cumulative; /* of a row and all before it */
    bool of_kind;    /* device-hours of devices of one kind, which the head names */
} plume_claim_column;
plume_claim_column plume_claim_column_read(const char *head);

/* Of columns whose heads name no unit, that which the text tells. */
void plume_claim_take_caption_units(const plume_claim *claim, plume_claim_column *column,
                                    size_t count);

/* A head without signs, in lower case and, letter by letter, as it was. */
enum { HEAD_LONGEST = 160 };
typedef struct plume_claim_head {
    char folded[HEAD_LONGEST], cased[HEAD_LONGEST];
} plume_claim_head;
/* What one in the cells stands for; takes the words that say so out of the head. */
double plume_claim_head_scale(plume_claim_head *head);
/* Of a head that is about work, sizes, or about one thing per another. */
plume_claim_column plume_claim_column_rate(const plume_claim_head *head);

#endif
