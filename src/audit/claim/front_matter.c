/* The front matter of a model card: YAML in which Hugging Face gives emissions in grams,
 * as a number or as a map. */
#include <string.h>

#include "audit/claim/internal.h"
#include "core/number/units.h"

static plume_status take_number(plume_claim *claim, plume_quantity quantity,
                                const plume_value *value, double per_unit,
                                plume_error *error)
{
    plume_claim_column column = { .kind = COLUMN_FIGURE,
                                  .index = (int)quantity,
                                  .per_unit = per_unit,
                                  .adds_to = CLAIM_QUANTITIES };
    const char *where = plume_claim_print(claim, "front matter, line %llu",
                                          (unsigned long long)plume_value_line(value));

    if (where == NULL)
        return plume_fail_memory(error);
    return plume_claim_take_cell(
        claim, &claim->whole, &column,
        &(plume_claim_cell){ plume_value_string(value), where, plume_value_line(value) },
        error);
}

/* The keys of Hugging Face's model cards (co2_eq_emissions); emissions are grams
 * there. */
static plume_status take_co2(plume_claim *claim, const plume_value *map,
                             plume_error *error)
{
    plume_claim_run *whole = &claim->whole;
    plume_status status;

    if (plume_value_kind(map) == PLUME_NUMBER)
        return take_number(claim, CLAIM_EMISSIONS, map, 1.0 / GRAMS_PER_KG, error);
    status = take_number(claim, CLAIM_EMISSIONS, plume_value_get(map, "emissions"),
                         1.0 / GRAMS_PER_KG, error);
    whole->word[CLAIM_LOCATION] = plume_pool_copy(
        claim->pool, plume_value_string(plume_value_get(map, "geographical_location")));
    whole->word[CLAIM_DEVICE] = plume_pool_copy(
        claim->pool, plume_value_string(plume_value_get(map, "hardware_used")));
    whole->word[CLAIM_SCOPE] = plume_pool_copy(
        claim->pool, plume_value_string(plume_value_get(map, "training_type")));
    whole->word[CLAIM_SOURCE] =
        plume_pool_copy(claim->pool, plume_value_string(plume_value_get(map, "source")));
    for (size_t i = 0; i < CLAIM_WORDS; i++) {
        if (whole->word[i] == NULL)
            return plume_fail_memory(error);
    }
    return status;
}

/* YAML indents with blanks alone: a tab is what mostly breaks it, and its parser says so
 * in words that nobody takes for a tab. */
static uint64_t line_with_tab(const char *text, size_t length)
{
    uint64_t line = 1;
    bool begins = true;

    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\t' && begins)
            return line;
        if (text[i] == '\n')
            line++;
        begins = text[i] == '\n' || (begins && text[i] == ' ');
    }
    return 0;
}

/* The front matter is no YAML: that is kept to be told, and the text below is read. */
static plume_status keep_damage(plume_claim *claim, const char *text, size_t length,
                                const plume_error *found, plume_error *error)
{
    uint64_t tab = line_with_tab(text, length);

    claim->damage_line = (tab > 0 ? tab : found->line) + 1; /* below the "---" */
    claim->damage = tab > 0
                        ? plume_claim_print(claim,
                                            "a tab indents line %llu, where YAML takes "
                                            "blanks alone",
                                            (unsigned long long)claim->damage_line)
                        : plume_claim_print(claim, "%s", found->message);
    return claim->damage != NULL ? PLUME_OK : plume_fail_memory(error);
}

plume_status plume_claim_take_front(plume_claim *claim, const char *text, size_t length,
                                    plume_error *error)
{
    plume_value *root = NULL;
    plume_error own = { 0 };
    plume_status status = plume_yaml_parse(&root, text, length, claim->path, &own);
    const plume_value *co2;

    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    if (status != PLUME_OK)
        return keep_damage(claim, text, length, &own, error);
    co2 = plume_value_get(root, "co2_eq_emissions");
    if (plume_value_kind(co2) != PLUME_NULL)
        status = take_co2(claim, co2, error);
    plume_value_free(root);
    return status;
}
