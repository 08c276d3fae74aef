/* The model that the study made, and the operations that its training took, as the
 * authors state them or the logs tell. */
#include <math.h>
#include <string.h>

#include "documents/wording/display.h"
#include "documents/model/internal.h"

#define BILLION 1e9

static void set_text(plume_value *map, const char *key, const char *text)
{
    plume_value *of = plume_value_set_map(map, key);

    plume_value_set_bool(of, "known", *text != '\0');
    plume_tree_line(of, "text", text);
}

/* "6.05 billion", with the number of billions that forms ask for. */
static void set_size(const plume_tree_context *context, plume_value *parent,
                     const char *key, double size)
{
    static const struct {
        double least;
        const char *word;
    } sizes[] = { { 1e12, "trillion" }, { BILLION, "billion" }, { 1e6, "million" } };
    plume_display_unit unit = { "", 1.0 };
    plume_value *map;

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (size >= sizes[i].least) {
            unit.name = plume_word(context->data->words, "sizes", sizes[i].word);
            unit.per_own = 1.0 / sizes[i].least;
            break;
        }
    map = plume_display_in(parent, key, size, unit, context->data->words);
    plume_value_set_number(map, "billions", size / BILLION);
}

/* "1.70e23", and its power of ten, as the form of the AI Office asks for either. */
static void print_flops(plume_text *text, plume_text *power, double flops)
{
    int exponent = (int)floor(log10(flops));
    double figure = flops / pow(10.0, exponent);

    if (figure >= 9.995) {
        figure = 1.0;
        exponent++;
    }
    plume_number_significant(text, figure, 3);
    plume_text_printf(text, "e%d", exponent);
    plume_text_printf(power, "1e%d", exponent);
}

/* What the authors state goes before what the logs sum up to, which may leave runs out.
 */
static void set_flops(const plume_tree_context *context, plume_value *trained)
{
    const plume_study_model *model = &context->data->study->model;
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    double six = PLUME_FLOPS_PER_PARAMETER_AND_TOKEN * model->tokens *
                 (isfinite(model->active_parameters) ? model->active_parameters
                                                     : model->parameters);
    double logged = plume_tree_known(all->flops, all->flops_runs);
    bool stated = isfinite(model->flops), computed = !stated && isfinite(six);
    double flops = stated ? model->flops : computed ? six : logged;
    plume_value *map = plume_value_set_map(trained, "flops");
    plume_text text, power;

    plume_text_init(&text);
    plume_text_init(&power);
    if (flops > 0.0)
        print_flops(&text, &power, flops);
    plume_value_set_bool(map, "known", flops > 0.0);
    plume_value_set_number(map, "value", flops);
    plume_value_set_string(
        map, "text",
        flops > 0.0 ? text.data : plume_word(context->data->words, "unknown", "text"));
    plume_value_set_string(map, "power", flops > 0.0 ? power.data : "");
    plume_value_set_bool(map, "stated", stated);
    plume_value_set_bool(map, "computed", computed);
    plume_value_set_bool(map, "logged", !stated && !computed && flops > 0.0);
    plume_value_set_bool(map, "partial",
                         !stated && !computed && flops > 0.0 &&
                             all->flops_runs < all->runs);
    plume_display_count(map, "runs", all->flops_runs, context->data->words);
    plume_tree_line(map, "method", model->flops_method);
    plume_text_dispose(&text);
    plume_text_dispose(&power);
}

void plume_tree_trained(const plume_tree_context *context)
{
    const plume_study_model *model = &context->data->study->model;
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_value *trained = plume_value_set_map(context->root, "trained");
    double logged = all->parameters_most > 0.0 ? all->parameters_most : (double)NAN;
    bool stated = isfinite(model->parameters);

    set_text(trained, "name", model->name);
    set_text(trained, "task", model->task);
    set_text(trained, "training", model->training);
    set_text(trained, "data", model->data);
    set_text(trained, "public", model->is_public);
    set_size(context, trained, "parameters", stated ? model->parameters : logged);
    plume_value_set_bool(trained, "parameters_logged", !stated && isfinite(logged));
    set_size(context, trained, "active", model->active_parameters);
    set_size(context, trained, "tokens", model->tokens);
    set_flops(context, trained);
}
