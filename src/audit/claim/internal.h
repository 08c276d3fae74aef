/* audit/claim/internal.h -- what the files of a claim share: columns, cells, units,
 * totals. */
#ifndef PLUME_AUDIT_CLAIM_INTERNAL_H
#define PLUME_AUDIT_CLAIM_INTERNAL_H

#include "audit/claim/claim.h"
#include "audit/claim/head/internal.h"
#include "audit/claim/table_layout.h"

/* One cell into run; what is no figure there is passed over. where: its place in words.
 */
typedef struct plume_claim_cell {
    const char *text, *where;
    uint64_t line;
} plume_claim_cell;
plume_status plume_claim_take_cell(plume_claim *claim, plume_claim_run *run,
                                   const plume_claim_column *column,
                                   const plume_claim_cell *cell, plume_error *error);
/* The count and the rated power that stand beside the name of a device: "16 NVIDIA A100",
 * "V100 (8x GPUs)", "L40S (TDP: 350 W)". */
plume_status plume_claim_take_device(plume_claim *claim, plume_claim_run *run,
                                     plume_error *error);
/* The front matter of a card, between two lines of "---". What is no YAML is kept as the
 * damage of the claim. */
plume_status plume_claim_take_front(plume_claim *claim, const char *text, size_t length,
                                    plume_error *error);
/* Lines "Key: value" below headings; end makes them the whole, or runs. */
typedef struct plume_card_keys {
    plume_claim *claim;
    plume_claim_run block;
    const char *key[CLAIM_QUANTITIES]; /* by which each figure of the block was read */
    const char *heading, *block_heading;
    size_t blocks; /* that are runs already */
} plume_card_keys;
void plume_card_keys_init(plume_card_keys *keys, plume_claim *claim);
plume_status plume_card_keys_take(plume_card_keys *keys, char *line, uint64_t number,
                                  plume_error *error);
plume_status plume_card_keys_end(plume_card_keys *keys, plume_error *error);
/* Figures in the sentences that calculators write, where no key gives them. */
plume_status plume_claim_take_sentences(plume_claim *claim, plume_error *error);
/* Takes footnotes, tags and emphasis out of a cell of Markdown, in place. */
void plume_claim_plain_cell(char *cell);
/* Each reads the table at *text, moves past it and counts the lines. */
plume_status plume_claim_take_html(plume_claim *claim, const char **text, uint64_t *line,
                                   plume_error *error);
plume_status plume_claim_take_latex(plume_claim *claim, const char **text, uint64_t *line,
                                    plume_error *error);
/* The tables of a plain text. */
plume_status plume_claim_take_text(plume_claim *claim, const char *text,
                                   plume_error *error);
/* The tables of HTML and LaTeX within a text that begins after line lines. */
plume_status plume_claim_take_tables(plume_claim *claim, const char *text, uint64_t line,
                                     plume_error *error);

/* A PUE and an intensity that the text states once become those of rows without. */
void plume_claim_share_with_rows(plume_claim *claim);

/* Of a table in a text: where no figure tells points from commas there are two readings.
 */
plume_status plume_claim_settle_cells(plume_claim *claim, plume_cells *grid,
                                      plume_error *error);

/* Rows named "total" and the like leave the runs for the totals, the last of all rows
 * also for the whole; rows named "mean" and the like leave. */
plume_status plume_claim_part_total(plume_claim *claim, plume_error *error);

/* The figures and words of one YAML map into run; keys that it does not know go to other,
 * which may be NULL: then they are errors. */
typedef plume_status (*plume_claim_other)(plume_claim *claim, const char *key,
                                          const plume_value *value, plume_error *error);
plume_status plume_claim_take_map(plume_claim *claim, plume_claim_run *run,
                                  const plume_value *map, plume_claim_other other,
                                  plume_error *error);

/* Each row below the heads as a run. The heads are added to the prose of the claim. */
plume_status plume_claim_take_cells(plume_claim *claim, const plume_cells *grid,
                                    plume_error *error);

#endif
