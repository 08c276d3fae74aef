/* What the authors say of their work beside its figures: measures to use less, what it
 * spares others; and, on request, everyday amounts that the emissions compare with. */
#include <math.h>
#include <string.h>

#include "documents/model/scope/equivalents.h"
#include "documents/model/internal.h"
#include "documents/wording/display.h"
#include "documents/wording/table.h"

/* The authors' sentences without their full stops, as parts of one. */
static void set_texts(plume_value *map, const char *key, const char *const *texts,
                      size_t count)
{
    plume_value *said = plume_value_set_map(map, key), *list;

    plume_value_set_bool(said, "some", count > 0);
    list = plume_value_set_list(said, "list");
    for (size_t i = 0; i < count; i++) {
        plume_value *item = plume_value_set_map(list, NULL);
        size_t length = strlen(texts[i]);
        plume_text text;

        while (length > 0 && strchr(". ", texts[i][length - 1]) != NULL)
            length--;
        plume_text_init(&text);
        plume_text_add_n(&text, texts[i], length);
        plume_tree_line(item, "text", text.data == NULL ? "" : text.data);
        plume_value_set_string(item, "separator", i + 1 < count ? "; " : "");
        plume_text_dispose(&text);
    }
}

static double emitted_kg(const plume_tree_context *context)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);

    return context->gross == SIZE_MAX
               ? (double)NAN
               : plume_tree_known(all->co2e_kg[context->gross],
                                  all->estimated_runs[context->gross]);
}

static void add_row(const plume_tree_context *context, plume_report_table *sheet,
                    const plume_equivalent *of, double kg)
{
    plume_value *origin = plume_value_map();
    plume_text cell;

    plume_text_init(&cell);
    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, of->name);
    plume_number_significant(&cell, kg / of->kg_per_unit, 2);
    plume_report_table_cell(sheet, cell.data);
    plume_text_clear(&cell);
    plume_number_significant(&cell, of->kg_per_unit, 3);
    plume_report_table_cell(sheet, cell.data);
    plume_tree_source(context, origin, "source", of->source);
    plume_report_table_cell(sheet, plume_value_string(plume_value_get(
                                       plume_value_get(origin, "source"), "text")));
    plume_text_clear(&cell);
    plume_text_printf(&cell, "%d", of->year);
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
    plume_value_free(origin);
}

/* An amount says nothing where the emissions are not known. */
static void set_equivalents(const plume_tree_context *context)
{
    plume_words *words = context->data->words;
    double kg = emitted_kg(context);
    plume_report_table sheet;
    const char *id;

    if (!context->data->study->equivalents || !(kg > 0.0))
        return;
    sheet = plume_report_table_new(context->tables, "equivalents");
    plume_report_table_wrapped(&sheet, plume_word(words, "equivalents", "what"), 0.38);
    plume_report_table_column(&sheet, plume_word(words, "equivalents", "number"), "",
                              true);
    plume_report_table_column(&sheet, plume_word(words, "equivalents", "unit"),
                              "kg" PLUME_NO_BREAK_SPACE "CO2e", true);
    plume_report_table_wrapped(&sheet, plume_word(words, "equivalents", "source"), 0.24);
    plume_report_table_column(&sheet, plume_word(words, "equivalents", "year"), "",
                              false);
    for (size_t i = 0; (id = plume_equivalent_at(i)) != NULL; i++) {
        plume_equivalent of;
        plume_status status =
            plume_factors_equivalent(context->data->factors, id, &of, context->error);

        if (status == PLUME_OK)
            add_row(context, &sheet, &of, kg);
        else
            *context->failed = status;
    }
}

void plume_tree_surroundings(const plume_tree_context *context)
{
    const plume_study *study = context->data->study;
    plume_value *map = plume_value_set_map(context->root, "context");
    bool compared = study->equivalents && emitted_kg(context) > 0.0;

    set_texts(map, "measures", study->measures, study->measure_count);
    set_texts(map, "benefits", study->benefits, study->benefit_count);
    plume_value_set_bool(
        map, "present", study->measure_count > 0 || study->benefit_count > 0 || compared);
    set_equivalents(context);
}
