/* Chooses unit and digits for each kind of figure, and sets the words for one that is
 * unknown. */
#include "documents/wording/display.h"

#include <math.h>
#include <string.h>

#include <plume/uncertainty.h>

enum { FIGURES = 3, TABLE_FIGURES = 5 };

/* A minus that is as wide as a plus. */
static void add_figure(plume_text *out, const char *printed)
{
    if (*printed == '-') {
        plume_text_add(out, "\xE2\x88\x92");
        printed++;
    }
    plume_text_add(out, printed);
}

/* Four forms of one figure: the number for tests of a template, the figure and its
 * unit for tables, and the text for sentences, in which a space that does not break
 * keeps the unit with its figure. */
static plume_value *set_shown(plume_value *parent, const char *key, double value,
                              const char *figure, const char *unit)
{
    plume_value *map = plume_value_set_map(parent, key);
    plume_text text;

    plume_text_init(&text);
    add_figure(&text, figure);
    plume_value_set_bool(map, "known", true);
    plume_value_set_number(map, "value", value);
    plume_value_set_string(map, "figure", text.data);
    plume_value_set_string(map, "unit", unit);
    if (*unit != '\0')
        plume_text_printf(&text, PLUME_NO_BREAK_SPACE "%s", unit);
    plume_value_set_string(map, "text", text.data);
    plume_text_dispose(&text);
    return map;
}

/* The keys are those of a figure that is known: templates ask for them without a
 * check. */
static plume_value *set_unknown(plume_value *parent, const char *key, plume_words *words)
{
    plume_value *map = plume_value_set_map(parent, key);

    plume_value_set_bool(map, "known", false);
    plume_value_set_null(map, "value");
    plume_value_set_string(map, "figure", "");
    plume_value_set_string(map, "unit", "");
    plume_value_set_string(map, "text", plume_word(words, "unknown", "text"));
    return map;
}

static const char *mass_unit(const char *name)
{
    static const struct {
        const char *name, *shown;
    } units[] = {
        { "mg", "mg CO2e" }, { "g", "g CO2e" }, { "kg", "kg CO2e" }, { "t", "t CO2e" }
    };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(name, units[i].name) == 0)
            return units[i].shown;
    return name;
}

/* With so many significant figures, in the unit of its size. */
/* To so many significant digits: 996 g to two are 1,000 g, which is written as 1.0 kg. */
static double rounded(double value, int figures)
{
    double step;

    if (value == 0.0)
        return value;
    step = pow(10.0, floor(log10(fabs(value))) - (figures - 1));
    return round(value / step) * step;
}

/* The unit is that of the rounded figure: 999.7 kg in three digits is 1.00 t. Units do
 * not break from within, hence the special blank. */
static plume_value *set_quantity(plume_value *parent, const char *key,
                                 plume_dimension dimension, double value, int figures,
                                 plume_words *words)
{
    plume_value *map;
    plume_display_unit unit;
    plume_text figure, shown;

    if (!isfinite(value))
        return set_unknown(parent, key, words);
    unit = plume_unit_for(dimension, rounded(value, figures));
    plume_text_init(&figure);
    plume_text_init(&shown);
    plume_number_significant(&figure, value * unit.per_own, figures);
    for (const char *c = dimension == PLUME_DIMENSION_MASS ? mass_unit(unit.name)
                                                           : unit.name;
         *c != '\0'; c++)
        plume_text_add(&shown, *c == ' ' ? PLUME_NO_BREAK_SPACE : (char[]){ *c, '\0' });
    map = set_shown(parent, key, value, figure.data, shown.data);
    plume_text_dispose(&shown);
    plume_text_dispose(&figure);
    return map;
}

plume_value *plume_display_quantity(plume_value *parent, const char *key,
                                    plume_dimension dimension, double value,
                                    plume_words *words)
{
    return set_quantity(parent, key, dimension, value, FIGURES, words);
}

plume_value *plume_display_supported(plume_value *parent, const char *key, double kg,
                                     double low_kg, double high_kg, plume_words *words)
{
    return set_quantity(parent, key, PLUME_DIMENSION_MASS, kg,
                        plume_supported_digits(kg, low_kg, high_kg), words);
}

plume_value *plume_display_in(plume_value *parent, const char *key, double value,
                              plume_display_unit unit, plume_words *words)
{
    return plume_display_digits(parent, key, value, FIGURES, unit, words);
}

plume_value *plume_display_digits(plume_value *parent, const char *key, double value,
                                  int figures, plume_display_unit unit,
                                  plume_words *words)
{
    plume_value *map;
    plume_text figure;

    if (!isfinite(value))
        return set_unknown(parent, key, words);
    plume_text_init(&figure);
    plume_number_significant(&figure, value * unit.per_own, figures);
    map = set_shown(parent, key, value, figure.data, unit.name);
    plume_text_dispose(&figure);
    return map;
}

static plume_value *set_fixed(plume_value *parent, const char *key, double value,
                              int decimals, const char *unit, plume_words *words)
{
    plume_value *map;
    plume_text figure;

    if (!isfinite(value))
        return set_unknown(parent, key, words);
    plume_text_init(&figure);
    plume_number_fixed(&figure, value, decimals);
    map = set_shown(parent, key, value, figure.data, unit);
    plume_text_dispose(&figure);
    return map;
}

/* Hours are read like times, so up to four digits stand before the point; outside of
 * that the digits that count are enough. */
plume_value *plume_display_hours(plume_value *parent, const char *key, double hours,
                                 plume_words *words)
{
    const plume_display_unit plain = { "", 1.0 };

    if (fabs(hours) >= 10.0 && fabs(hours) < 10000.0)
        return set_fixed(parent, key, hours, fabs(hours) < 1000.0 ? 1 : 0, "", words);
    return plume_display_in(parent, key, hours, plain, words);
}

plume_value *plume_display_factor(plume_value *parent, const char *key, double value,
                                  const char *unit, plume_words *words)
{
    plume_value *map;
    plume_text figure;

    if (!isfinite(value))
        return set_unknown(parent, key, words);
    plume_text_init(&figure);
    plume_number_significant(&figure, value, fabs(value) < 10.0 ? FIGURES + 1 : FIGURES);
    map = set_shown(parent, key, value, figure.data, unit);
    plume_text_dispose(&figure);
    return map;
}

plume_value *plume_display_pue(plume_value *parent, const char *key, double pue,
                               plume_words *words)
{
    return set_fixed(parent, key, pue, 2, "", words);
}

/* A ratio below a hundredth keeps two figures ("0.00 times" says nothing), one of many
 * thousands has no more than three. */
plume_value *plume_display_times(plume_value *parent, const char *key, double ratio,
                                 plume_words *words)
{
    int decimals = fabs(ratio) < 1.0 ? 2 : fabs(ratio) < 100.0 ? 1 : 0;
    bool far = ratio != 0.0 && (fabs(ratio) < 0.01 || fabs(ratio) >= 1e4);
    plume_value *map;
    plume_text figure;

    if (!far || !isfinite(ratio))
        return set_fixed(parent, key, ratio, decimals, "", words);
    plume_text_init(&figure);
    plume_number_significant(&figure, ratio, fabs(ratio) < 1.0 ? 2 : FIGURES);
    map = set_shown(parent, key, ratio, figure.data, "");
    plume_text_dispose(&figure);
    return map;
}

/* A share that would round to 0 % or 100 % is said as "under 1 %" or "over 99 %": a
 * reader takes 0 % for nothing at all and 100 % for everything. */
plume_value *plume_display_share(plume_value *parent, const char *key, double part,
                                 double whole, plume_words *words)
{
    plume_value *map;
    double percent = whole > 0.0 ? 100.0 * part / whole : NAN;
    plume_text figure;

    if (!(percent > 0.0 && percent < 0.5) && !(percent >= 99.5 && percent < 100.0))
        return set_fixed(parent, key, percent, 0, "%", words);
    plume_text_init(&figure);
    plume_text_printf(&figure, "%s" PLUME_NO_BREAK_SPACE "%d",
                      plume_word(words, "share", percent < 50.0 ? "under" : "over"),
                      percent < 50.0 ? 1 : 99);
    map = set_shown(parent, key, percent, figure.data, "%");
    plume_text_dispose(&figure);
    return map;
}

static const char *spelled(uint64_t count, plume_words *words)
{
    static const char *const keys[] = { "none", "one", "two",   "three", "four",
                                        "five", "six", "seven", "eight", "nine" };

    return count < sizeof keys / sizeof *keys ? plume_word(words, "numbers", keys[count])
                                              : NULL;
}

/* Words up to nine for running text, digits for tables; "none", "one" and "some" let
 * a template choose between no sentence, the singular and the plural. */
plume_value *plume_display_count(plume_value *parent, const char *key, uint64_t count,
                                 plume_words *words)
{
    plume_value *map = plume_value_set_map(parent, key);
    const char *word = spelled(count, words);
    plume_text text;

    plume_text_init(&text);
    plume_number_fixed(&text, (double)count, 0);
    plume_value_set_count(map, "value", count);
    plume_value_set_string(map, "text", text.data);
    plume_value_set_string(map, "words", word != NULL ? word : text.data);
    plume_value_set_bool(map, "none", count == 0);
    plume_value_set_bool(map, "one", count == 1);
    plume_value_set_bool(map, "some", count > 0);
    plume_text_dispose(&text);
    return map;
}

/* One unit and one number of decimals for a whole column, chosen by its largest
 * value: decimal points stand under one another, and no row looks more exact than
 * another. */
plume_column_format plume_column_format_for(plume_dimension dimension, double largest,
                                            int most_decimals)
{
    plume_column_format scale = { { "", 1.0 }, 0 };
    double shown;

    if (dimension != PLUME_DIMENSION_RATIO && dimension != PLUME_DIMENSION_TIME)
        scale.unit = plume_unit_for(dimension, isfinite(largest) ? largest : 0.0);
    if (dimension == PLUME_DIMENSION_MASS)
        scale.unit.name = mass_unit(scale.unit.name);
    shown = fabs(largest) * scale.unit.per_own;
    scale.decimals = TABLE_FIGURES - (shown >= 1.0 ? (int)floor(log10(shown)) + 1 : 1);
    if (!isfinite(largest) || scale.decimals > most_decimals)
        scale.decimals = most_decimals;
    if (scale.decimals < 0)
        scale.decimals = 0;
    return scale;
}

double plume_column_format_round(const plume_column_format *scale, double value)
{
    return plume_number_round(value * scale->unit.per_own, scale->decimals);
}

/* What rounds to nothing at these decimals prints as "<0.1": 0 would say that it was
 * none. */
void plume_column_format_print(plume_text *out, const plume_column_format *scale,
                               double value)
{
    double shown = value * scale->unit.per_own;
    plume_text figure;

    if (!isfinite(value)) {
        plume_text_add(out, PLUME_EN_DASH);
        return;
    }
    if (value == 0.0) {
        plume_text_add_char(out, '0');
        return;
    }
    plume_text_init(&figure);
    if (plume_number_round(shown, scale->decimals) == 0.0) {
        plume_text_add_char(&figure, '<');
        shown = pow(10.0, -scale->decimals);
    }
    plume_number_fixed(&figure, shown, scale->decimals);
    add_figure(out, figure.data);
    plume_text_dispose(&figure);
}

/* Both ends in the unit of their column; an interval that is unknown is told once, not
 * at both ends. */
void plume_column_format_range(plume_text *out, const plume_column_format *scale,
                               const double ends[2])
{
    plume_column_format_print(out, scale, ends[0]);
    if (!isfinite(ends[0]))
        return;
    plume_text_add(out, PLUME_EN_DASH);
    plume_column_format_print(out, scale, ends[1]);
}
