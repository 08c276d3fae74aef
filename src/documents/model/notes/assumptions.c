/* The table of what was assumed: what, its value, why, of how many runs, and what it does
 * to the total. */
#include <string.h>

#include <plume/uncertainty.h>

#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

/* What an assumption moves. */
typedef enum effect {
    EFFECT_ENERGY,
    EFFECT_PUE,
    EFFECT_INTENSITY,
    EFFECT_NONE /* what it touches is in no total */
} effect;

/* Assumptions whose value or effect is known by their code; group words 'assumed' names
 * each that has a short name. evidence: of the energy that it moves. */
static const struct known {
    const char *code;
    effect moves;
    plume_evidence evidence;
    const char *value; /* of the tree */
} knowns[] = {
    { "pue-assumed", EFFECT_PUE, PLUME_EVIDENCE_UNKNOWN, "pue" },
    { "location-assumed", EFFECT_INTENSITY, PLUME_EVIDENCE_UNKNOWN, "grid" },
    { "rated-power", EFFECT_ENERGY, PLUME_EVIDENCE_RATED, NULL },
    { "utilization-assumed", EFFECT_ENERGY, PLUME_EVIDENCE_RATED, NULL },
    { "system-average", EFFECT_ENERGY, PLUME_EVIDENCE_RATED, NULL },
    { "ram-power-modelled", EFFECT_ENERGY, PLUME_EVIDENCE_TRACKER, NULL },
    { "processor-guessed", EFFECT_ENERGY, PLUME_EVIDENCE_TRACKER, NULL },
    { "energy-modelled", EFFECT_ENERGY, PLUME_EVIDENCE_TRACKER, NULL },
    { "host-power", EFFECT_ENERGY, PLUME_EVIDENCE_ASSUMED, NULL },
    { "flops-from-parameters", EFFECT_ENERGY, PLUME_EVIDENCE_FLOPS, NULL },
    { "role-guessed", EFFECT_NONE, PLUME_EVIDENCE_UNKNOWN, NULL },
    { "embodied-default", EFFECT_NONE, PLUME_EVIDENCE_UNKNOWN, NULL },
    { "embodied-host-assumed", EFFECT_NONE, PLUME_EVIDENCE_UNKNOWN, NULL },
    { "lifetime-assumed", EFFECT_NONE, PLUME_EVIDENCE_UNKNOWN, NULL },
    { "query-spread-assumed", EFFECT_NONE, PLUME_EVIDENCE_UNKNOWN, NULL },
    { "factor-wider", EFFECT_NONE, PLUME_EVIDENCE_UNKNOWN, NULL },
};

static const struct known *find_known(const char *code)
{
    for (size_t i = 0; i < sizeof knowns / sizeof *knowns; i++)
        if (strcmp(knowns[i].code, code) == 0)
            return &knowns[i];
    return NULL;
}

static bool is_moved(const plume_budget_input *input, const struct known *by)
{
    switch (by->moves) {
    case EFFECT_ENERGY:
        return input->kind == PLUME_BUDGET_ENERGY && input->evidence == by->evidence;
    case EFFECT_PUE:
        return input->kind == PLUME_BUDGET_PUE;
    case EFFECT_INTENSITY:
        return input->kind == PLUME_BUDGET_GRID;
    case EFFECT_NONE:
        break;
    }
    return false;
}

/* "2.1–5.4 kg": the total while that input alone runs through its spread. */
static void add_range(plume_text *cell, const plume_budget *budget,
                      const plume_budget_input *input)
{
    plume_display_unit unit =
        plume_unit_for(PLUME_DIMENSION_MASS, budget->estimate.co2e_kg);

    plume_number_significant(cell, input->low_kg * unit.per_own, 2);
    plume_text_add(cell, PLUME_EN_DASH);
    plume_number_significant(cell, input->high_kg * unit.per_own, 2);
    plume_text_printf(cell, PLUME_NO_BREAK_SPACE "%s", unit.name);
}

static void add_effect(const plume_tree_context *context, plume_report_table *sheet,
                       const struct known *known, const plume_budget *budget)
{
    const plume_budget_input *input = NULL;
    plume_text cell;

    plume_text_init(&cell);
    for (size_t i = 0; known != NULL && input == NULL && i < budget->input_count; i++)
        if (is_moved(&budget->input[i], known))
            input = &budget->input[i];
    if (known != NULL && known->moves == EFFECT_NONE)
        plume_text_add(&cell, plume_word(context->data->words, "assumptions", "none"));
    else if (input != NULL)
        add_range(&cell, budget, input);
    else
        plume_text_add(&cell, PLUME_EN_DASH);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

static const char *value_of(const plume_tree_context *context, const struct known *known)
{
    const plume_value *map = known == NULL || known->value == NULL
                                 ? NULL
                                 : plume_value_get(context->root, known->value);
    const char *text = plume_value_string(plume_value_get(map, "text"));

    return map == NULL || *text == '\0' ? PLUME_EN_DASH : text;
}

/* Of how many runs, as far as their records bear the code; what holds for the study as a
 * whole is in the totals of all. */
static void add_runs(const plume_tree_context *context, plume_report_table *sheet,
                     const char *code, const struct known *known)
{
    uint64_t runs = plume_code_counts_of(context->data->codes, code);
    plume_text cell;

    if (runs == 0 && known != NULL && known->value != NULL)
        runs = plume_ledger_all(context->data->ledger)->runs;
    plume_text_init(&cell);
    if (runs > 0)
        plume_number_fixed(&cell, (double)runs, 0);
    else
        plume_text_add(&cell, PLUME_EN_DASH);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

/* The code in words, where it has no name of its own: "memory power modelled". */
static void add_name(const plume_tree_context *context, plume_report_table *sheet,
                     const char *code)
{
    const char *name = plume_value_string(
        plume_value_get(plume_words_group(context->data->words, "assumed"), code));
    plume_text cell;

    plume_text_init(&cell);
    plume_text_add(&cell, *name == '\0' ? code : name);
    if (*name == '\0' && cell.status == PLUME_OK) {
        for (char *c = cell.data; *c != '\0'; c++)
            if (*c == '-')
                *c = ' ';
        if (cell.data[0] >= 'a' && cell.data[0] <= 'z')
            cell.data[0] = (char)(cell.data[0] - 'a' + 'A');
    }
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
}

static const char *reason_of(const plume_value *item)
{
    return plume_value_string(plume_value_get(
        plume_value_at(plume_value_get(item, "messages"), 0), "sentence"));
}

static void add_row(const plume_tree_context *context, plume_report_table *sheet,
                    const plume_value *item, const plume_budget *budget)
{
    const char *code = plume_value_string(plume_value_get(item, "code"));
    const struct known *known = find_known(code);

    plume_report_table_row(sheet, false);
    add_name(context, sheet, code);
    plume_report_table_cell(sheet, value_of(context, known));
    plume_report_table_cell(sheet, reason_of(item));
    add_runs(context, sheet, code, known);
    add_effect(context, sheet, known, budget);
}

/* Behind the notes, the factors and the uncertainty. */
void plume_tree_assumptions(const plume_tree_context *context)
{
    const plume_value *list =
        plume_value_get(plume_value_get(context->root, "notes"), "defaults");
    plume_words *words = context->data->words;
    plume_budget budget = { .input_count = 0 };
    plume_report_table sheet;

    if (plume_value_count(list) == 0)
        return;
    if (plume_budget_of(&budget, context->data->ledger, context->gross, NULL) != PLUME_OK)
        budget.input_count = 0;
    sheet = plume_report_table_new(context->tables, "assumptions");
    plume_report_table_wrapped(&sheet, plume_word(words, "assumptions", "what"), 0.20);
    plume_report_table_column(&sheet, plume_word(words, "assumptions", "value"), "",
                              false);
    plume_report_table_wrapped(&sheet, plume_word(words, "assumptions", "why"), 0.38);
    plume_report_table_column(&sheet, plume_word(words, "assumptions", "runs"), "", true);
    plume_report_table_column(&sheet, plume_word(words, "assumptions", "effect"), "",
                              false);
    for (size_t i = 0; i < plume_value_count(list); i++)
        add_row(context, &sheet, plume_value_at(list, i), &budget);
}
