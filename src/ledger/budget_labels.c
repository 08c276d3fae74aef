/* Inputs of a budget in words, as charts and tables show them. */
#include <plume/uncertainty.h>

#include <math.h>
#include <string.h>

#include <plume/number.h>

#define EN_DASH "\xE2\x80\x93"

/* By what the spread is of: a tracker against a wall meter, a rating against the
 * actual power. */
static const char *energy_name(const plume_budget_input *input)
{
    static const char *const names[PLUME_EVIDENCE_COUNT] = {
        [PLUME_EVIDENCE_UNKNOWN] = "Energy of unknown origin",
        [PLUME_EVIDENCE_METERED] = "Energy meter",
        [PLUME_EVIDENCE_SAMPLED] = "Sampled power",
        [PLUME_EVIDENCE_TRACKER] = "Tracker against wall meter",
        [PLUME_EVIDENCE_RATED] = "Rated against actual power",
        [PLUME_EVIDENCE_FLOPS] = "Energy from operations",
        [PLUME_EVIDENCE_ASSUMED] = "Power as given",
    };

    if (strncmp(input->basis, "stated", 6) == 0)
        return "Energy";
    if (input->utilization_assumed && input->evidence == PLUME_EVIDENCE_RATED)
        return "Use of rated power";
    return names[input->evidence];
}

void plume_budget_name(plume_text *out, const plume_budget_input *input)
{
    switch (input->kind) {
    case PLUME_BUDGET_ENERGY:
        plume_text_add(out, energy_name(input));
        return;
    case PLUME_BUDGET_PUE:
        plume_text_add(out, "PUE");
        break;
    default:
        plume_text_add(out, strncmp(input->basis, "market", 6) == 0 ? "Market factor"
                                                                    : "Grid factor");
        break;
    }
    if (input->alike) {
        plume_text_add_char(out, ' ');
        plume_number_significant(out, input->value, 3);
    }
    if (input->place[0] != '\0')
        plume_text_printf(out, ", %s", input->place);
}

/* "±40 %" where the spread is even, else "0.36–1.17 × rated". */
static void add_energy_range(plume_text *out, const plume_budget_input *input)
{
    double ends[2];

    plume_spread_interval(ends, &input->spread);
    if (input->spread.median == 1.0 && ends[1] < 1.95) {
        plume_text_add(out, "\xC2\xB1");
        plume_number_fixed(out, 100.0 * (ends[1] - 1.0), 0);
        plume_text_add(out, " %");
        return;
    }
    plume_number_significant(out, ends[0], 2);
    plume_text_add(out, EN_DASH);
    plume_number_significant(out, ends[1], ends[1] < 1.0 ? 2 : 3);
    plume_text_add(out, " ×");
}

/* PUE with two decimals, intensities with three digits, as they are published. */
void plume_budget_range(plume_text *out, const plume_budget_input *input)
{
    if (input->kind == PLUME_BUDGET_ENERGY) {
        add_energy_range(out, input);
        return;
    }
    if (input->kind == PLUME_BUDGET_PUE) {
        plume_number_fixed(out, input->low, 2);
        plume_text_add(out, EN_DASH);
        plume_number_fixed(out, input->high, 2);
        return;
    }
    plume_number_significant(out, input->low, 3);
    plume_text_add(out, EN_DASH);
    plume_number_significant(out, input->high, 3);
    plume_text_add(out, " kg/kWh");
}

/* --- rounding --- */

/* Wider than this share of the value, an interval leaves two figures. */
static const double wide = 0.05;

int plume_supported_digits(double value, double low, double high)
{
    return high - low > wide * fabs(value) ? 2 : 3; /* 3 where any is unknown */
}

/* Also to tens and hundreds, where decimals are negative. */
static void print_rounded(plume_text *out, double value, int decimals)
{
    double unit = pow(10.0, -decimals);

    if (decimals >= 0)
        plume_number_fixed(out, value, decimals);
    else
        plume_number_fixed(out, plume_number_round(value / unit, 0) * unit, 0);
}

void plume_uncertain_print(plume_text *out, double value, double u)
{
    int decimals;

    if (!(u > 0.0) || !isfinite(u) || !isfinite(value)) {
        plume_number_significant(out, value, 3);
        return;
    }
    decimals = 1 - (int)floor(log10(u));
    if (plume_number_round(u * pow(10.0, decimals), 0) >= 100.0)
        decimals--; /* 99.6 is 100: its two figures end a place higher */
    print_rounded(out, value, decimals);
    plume_text_add(out, " \xC2\xB1 ");
    print_rounded(out, u, decimals);
}
