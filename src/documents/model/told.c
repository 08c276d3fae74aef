/* Where several logs tell of one work: of how many runs each tells, and what of them was
 * taken from it. */
#include <stdlib.h>

#include <plume/evidence.h>
#include <plume/number.h>

#include "documents/wording/display.h"
#include "documents/model/input_rows.h"
#include "documents/model/internal.h"
#include "documents/wording/table.h"

enum { INPUTS_SHOWN = 24 };

static void print_count(plume_report_table *sheet, uint64_t count)
{
    plume_text cell;

    plume_text_init(&cell);
    plume_number_fixed(&cell, (double)count, 0);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

static void print_taken(plume_report_table *sheet, const plume_taken *taken)
{
    print_count(sheet, taken->runs);
    print_count(sheet, taken->shared);
    print_count(sheet, taken->hours);
    print_count(sheet, taken->energy);
}

static void add(plume_taken *sum, const plume_taken *more)
{
    sum->runs += more->runs;
    sum->shared += more->shared;
    sum->hours += more->hours;
    sum->energy += more->energy;
}

static bool is_shared(const plume_intake *intake)
{
    for (size_t i = 0; i < plume_intake_count(intake); i++) {
        plume_taken taken;

        if (plume_evidence_taken(intake, i, &taken) && taken.shared > 0)
            return true;
    }
    return false;
}

static plume_report_table begin(const plume_tree_context *context)
{
    static const char *const heads[] = { "runs", "shared", "hours", "energy" };
    plume_words *words = context->data->words;
    plume_report_table sheet = plume_report_table_new(context->tables, "evidence");

    plume_report_table_column(&sheet, plume_word(words, "told", "log"), "", false);
    plume_report_table_column(&sheet, plume_word(words, "quality", "format"), "", false);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        plume_report_table_column(&sheet, plume_word(words, "told", heads[i]), "", true);
    return sheet;
}

static bool is_listed(const plume_intake *intake, size_t i)
{
    plume_taken taken;

    return plume_evidence_taken(intake, i, &taken) && taken.runs > 0;
}

static void print_rows(const plume_tree_context *context, const plume_input_rows *rows,
                       const plume_taken *sums)
{
    plume_report_table sheet = begin(context);
    plume_taken others = { 0 };

    for (size_t i = 0; i < rows->count; i++) {
        if (i >= INPUTS_SHOWN) {
            add(&others, &sums[i]);
            continue;
        }
        plume_input_row_begin(&sheet, &rows->row[i]);
        print_taken(&sheet, &sums[i]);
    }
    if (others.runs == 0)
        return;
    plume_report_table_row(&sheet, false);
    plume_report_table_cell(&sheet,
                            plume_word(context->data->words, "quality", "others"));
    plume_report_table_cell(&sheet, "");
    print_taken(&sheet, &others);
}

/* Where no two logs tell of the same runs, the table would repeat that of the inputs,
 * and is left out. */
void plume_tree_told(const plume_tree_context *context)
{
    const plume_intake *intake = context->data->intake;
    plume_input_rows rows;
    plume_taken *sums;
    plume_status status;

    if (!is_shared(intake))
        return;
    status = plume_input_rows_of(&rows, intake, is_listed, context->error);
    sums = calloc(rows.count + 1, sizeof *sums);
    if (status == PLUME_OK && sums == NULL)
        status = plume_fail_memory(context->error);
    for (size_t i = 0; status == PLUME_OK && i < plume_intake_count(intake); i++) {
        plume_taken taken;

        if (rows.row_of[i] != SIZE_MAX && plume_evidence_taken(intake, i, &taken))
            add(&sums[rows.row_of[i]], &taken);
    }
    if (status == PLUME_OK)
        print_rows(context, &rows, sums);
    else
        *context->failed = status;
    free(sums);
    plume_input_rows_dispose(&rows);
}
