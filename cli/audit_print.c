/* cli/audit_print.c -- an audit of two figures, for people and as CSV. */
#include "audit.h"

#include <math.h>
#include <string.h>

enum { PRINT_WIDTH = 80 };

void audit_wrap(plume_text *out, const char *lead, const char *text, size_t indent)
{
    plume_text whole;

    plume_text_init(&whole);
    plume_text_printf(&whole, "%s%s\n", lead, text);
    cli_wrap(out, whole.data, cli_width(stdout, PRINT_WIDTH), indent);
    plume_text_dispose(&whole);
}

/* An audit is of kg CO2e, of hours or of kWh. */
static plume_dimension dimension_of(const plume_audit *audit)
{
    const char *unit = plume_audit_unit(audit);

    return strcmp(unit, "kg") == 0  ? PLUME_DIMENSION_MASS
           : strcmp(unit, "h") == 0 ? PLUME_DIMENSION_TIME
                                    : PLUME_DIMENSION_ENERGY;
}

static void put_total(plume_text *out, const plume_audit *audit, double total)
{
    if (isnan(total))
        plume_text_add(out, "n/a");
    else
        plume_quantity_print(out, dimension_of(audit), total, 4);
}

/* Large figures are shown whole: significant digits would round them off before the
 * point. */
static void put_number(plume_text *out, double value, int digits)
{
    double limit = digits > 4 ? 1e6 : 1e4;

    if (isnan(value))
        plume_text_add(out, "n/a");
    else if (fabs(value) >= limit)
        plume_number_fixed(out, value, 0);
    else
        plume_number_significant(out, value, digits);
}

/* Whether the total of a side leaves runs out; hours are of all runs or not compared. */
static bool is_least(const plume_audit *audit, int side)
{
    return strcmp(plume_audit_unit(audit), "h") != 0 &&
           plume_coverage_is_partial(plume_audit_side_at(audit, side)->coverage);
}

/* Of a lower bound the ratio is a bound too; of two of them it is none. */
static const char *bound_of_ratio(const plume_audit *audit)
{
    if (is_least(audit, 0) == is_least(audit, 1))
        return is_least(audit, 0) ? "about " : "";
    return is_least(audit, 0) ? "at least " : "at most ";
}

/* Boundary and basis stand beside a mass of CO2e: two figures may differ by them alone.
 */
static void print_side(plume_text *out, const plume_audit *audit, int side)
{
    const plume_audit_side *shown = plume_audit_side_at(audit, side);
    plume_text line;

    plume_text_init(&line);
    plume_text_printf(&line, "%s (%s%s%s): ", shown->name, shown->kind,
                      shown->source[0] != '\0' ? ", " : "", shown->source);
    plume_text_add(&line, is_least(audit, side) ? "at least " : "");
    put_total(&line, audit, shown->total);
    if (strcmp(plume_audit_unit(audit), "kg") == 0) {
        plume_text_printf(&line, " CO2e, %s, %s",
                          shown->without_pue ? "IT without PUE" : "facility",
                          shown->basis);
        if (shown->stated[0] != '\0')
            plume_text_printf(&line, "; printed %s", shown->stated);
    }
    if (strcmp(plume_audit_unit(audit), "h") != 0 && shown->coverage.most > 0) {
        plume_text_add(&line, "; ");
        plume_coverage_print_most(&line, shown->coverage);
    }
    audit_wrap(out, side == 0 ? "Claim      " : "Actual     ", line.data, 11);
    plume_text_dispose(&line);
}

/* Values with four digits: the last is beyond what papers print, so that a product
 * can be followed. */
static bool print_factors(plume_text *out, const plume_audit *audit,
                          plume_audit_view view)
{
    static const char *const heads[] = { "Factor", ">claim", ">actual", "unit",
                                         ">ratio", ">share", ">LMDI",   ">Shapley" };
    cli_table *shown = cli_table_new(heads, 8);

    for (size_t i = 0; i < plume_audit_count(audit, view); i++) {
        const plume_audit_factor *factor = plume_audit_at(audit, view, i);
        const double values[] = { factor->claim,   factor->actual,
                                  factor->ratio,   100.0 * factor->share,
                                  factor->lmdi_kg, factor->shapley_kg };
        const char *cell[8] = { factor->name, NULL, NULL, factor->unit };
        plume_text text[6];

        for (size_t k = 0; k < 6; k++) {
            plume_text_init(&text[k]);
            if (k == 3 && !isnan(values[k])) {
                plume_number_fixed(&text[k], values[k], 1);
                plume_text_add(&text[k], " %");
            } else {
                put_number(&text[k], values[k], 4);
            }
            cell[k < 2 ? k + 1 : k + 2] = text[k].data;
        }
        cli_table_row(shown, cell);
        for (size_t k = 0; k < 6; k++)
            plume_text_dispose(&text[k]);
    }
    return cli_table_print(shown, out);
}

/* The parts of causes that have several, multiplied out. */
static void print_parts(plume_text *out, const plume_audit *audit)
{
    size_t count = plume_audit_count(audit, PLUME_AUDIT_STEPS);
    plume_text line;

    plume_text_init(&line);
    for (size_t i = 0; i < count; i++) {
        const plume_audit_factor *part = plume_audit_at(audit, PLUME_AUDIT_STEPS, i);

        if (part->note == NULL)
            continue;
        plume_text_add(&line, line.length > 0 ? " x " : "");
        put_number(&line, part->ratio,
                   part->ratio == plume_number_round(part->ratio, 0) ? 1 : 4);
        plume_text_printf(&line, " %s (%s; %s; printed %s)", part->name, part->detail,
                          part->note, part->printed);
    }
    if (line.length > 0) {
        const plume_audit_factor *cause = plume_audit_at(audit, PLUME_AUDIT_CAUSES, 0);
        plume_text whole;

        plume_text_init(&whole);
        plume_text_printf(&whole, "%s = %s = ", cause->name, line.data);
        put_number(&whole, cause->ratio, 5);
        audit_wrap(out, "Parts      ", whole.data, 11);
        plume_text_dispose(&whole);
    }
    plume_text_dispose(&line);
}

static void print_readings(plume_text *out, const plume_audit *audit)
{
    for (size_t i = 0; i < plume_audit_reading_count(audit); i++) {
        const plume_audit_reading *reading = plume_audit_reading_at(audit, i);
        plume_text line;

        plume_text_init(&line);
        put_number(&line, reading->ratio, 4);
        plume_text_printf(&line, "x, printed %sx: %s: %s (%s)", reading->printed,
                          reading->name, reading->detail, reading->source);
        audit_wrap(out, i == 0 ? "Readings   " : "           ", line.data, 11);
        plume_text_dispose(&line);
    }
}

/* The arithmetic stands in front of its result, to be done again by hand. */
static void print_rederived(plume_text *out, const plume_audit *audit)
{
    for (size_t i = 0; i < plume_audit_rederived_count(audit); i++) {
        const plume_rederived *rederived = plume_audit_rederived_at(audit, i);
        plume_text line;

        plume_text_init(&line);
        plume_text_printf(&line,
                          "%s, %s: %s = ", rederived->side == 0 ? "claim" : "actual",
                          rederived->name, rederived->arithmetic);
        put_number(&line, rederived->computed, 6);
        plume_text_printf(&line, " %s", rederived->unit);
        if (rederived->printed[0] != '\0')
            plume_text_printf(&line, "; printed %s: %s", rederived->printed,
                              plume_verdict_name(rederived->verdict));
        if (rederived->source[0] != '\0')
            plume_text_printf(&line, " (%s)", rederived->source);
        audit_wrap(out, i == 0 ? "Rederived  " : "           ", line.data, 13);
        plume_text_dispose(&line);
    }
}

static void print_findings(plume_text *out, const plume_audit *audit)
{
    for (size_t i = 0; i < plume_audit_finding_count(audit); i++) {
        const plume_finding *finding = plume_audit_finding_at(audit, i);
        plume_text line;

        plume_text_init(&line);
        plume_text_printf(&line, "%s %s: %s", plume_gravity_name(finding->severity),
                          finding->code, finding->message);
        audit_wrap(out, i == 0 ? "Findings   " : "           ", line.data, 13);
        plume_text_dispose(&line);
    }
}

static bool has_causes(const plume_audit *audit)
{
    return plume_audit_reading_count(audit) > 0;
}

/* The causes first; the same gap by the four factors of an estimate only when the
 * causes are others. */
static bool print_table(plume_text *out, const plume_audit *audit)
{
    print_side(out, audit, 0);
    print_side(out, audit, 1);
    plume_text_printf(out, "Ratio      %s", bound_of_ratio(audit));
    put_number(out, plume_audit_ratio(audit), 4);
    plume_text_add(out, "\n\n");
    if (!print_factors(out, audit, PLUME_AUDIT_CAUSES))
        return false;
    plume_text_printf(
        out,
        "\nratio: claim / actual; the ratios multiply to the whole. share: of the "
        "logarithm\nof the whole, the same by every method. LMDI, Shapley: %s, two ways "
        "to "
        "part the\ndifference; each column adds up to claim - actual.\n\n",
        plume_audit_unit(audit));
    if (has_causes(audit)) {
        plume_text_add(out, "The same gap as device-hours x power x PUE x grid\n");
        if (!print_factors(out, audit, PLUME_AUDIT_IDENTITY))
            return false;
        plume_text_add_char(out, '\n');
    }
    print_parts(out, audit);
    print_readings(out, audit);
    if (plume_audit_amortisation(audit)[0] != '\0')
        audit_wrap(out, "Re-use     ", plume_audit_amortisation(audit), 11);
    print_rederived(out, audit);
    print_findings(out, audit);
    return true;
}

/* Three cells, empty where a side is no log. */
static void put_coverage(plume_text *out, plume_coverage coverage)
{
    if (coverage.runs == 0)
        plume_text_add(out, ",,,");
    else
        plume_text_printf(out, ",%llu,%llu,%llu", (unsigned long long)coverage.known,
                          (unsigned long long)coverage.runs,
                          (unsigned long long)coverage.most);
}

/* An audit may be of kg, h or kWh, so the heads name its unit. */
static void print_csv(plume_text *out, const plume_audit *audit)
{
    plume_text_printf(out,
                      "factor,claim,actual,unit,ratio,ln,share,lmdi_%s,shapley_%s,"
                      "claim_known_runs,claim_runs,claim_at_most_runs,"
                      "actual_known_runs,actual_runs,actual_at_most_runs\n",
                      plume_audit_unit(audit), plume_audit_unit(audit));
    for (size_t i = 0; i < plume_audit_count(audit, PLUME_AUDIT_CAUSES); i++) {
        const plume_audit_factor *factor = plume_audit_at(audit, PLUME_AUDIT_CAUSES, i);
        const double values[] = { factor->ratio, factor->ln, factor->share,
                                  factor->lmdi_kg, factor->shapley_kg };

        plume_csv_add_text(out, factor->name);
        plume_text_add_char(out, ',');
        plume_number_print(out, factor->claim);
        plume_text_add_char(out, ',');
        plume_number_print(out, factor->actual);
        plume_text_add_char(out, ',');
        plume_csv_add_text(out, factor->unit);
        for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
            plume_text_add_char(out, ',');
            plume_number_print(out, values[k]);
        }
        put_coverage(out, plume_audit_side_at(audit, 0)->coverage);
        put_coverage(out, plume_audit_side_at(audit, 1)->coverage);
        plume_text_add_char(out, '\n');
    }
}

plume_status audit_print(plume_text *out, const plume_audit *audit, cli_format format,
                         plume_error *error)
{
    if (format == CLI_AS_JSON) {
        plume_value *root = plume_value_map();

        plume_audit_to_value(audit, root);
        plume_json_print(out, root, false);
        plume_value_free(root);
    } else if (format == CLI_AS_CSV) {
        print_csv(out, audit);
    } else if (!print_table(out, audit)) {
        return plume_fail_memory(error);
    }
    return plume_text_status(out, error);
}
