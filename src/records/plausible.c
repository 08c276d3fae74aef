/* Whether a figure can be: powers, intensities and PUE. */
#include "records/plausible.h"

#include <math.h>

#include "core/number/units.h"
#include <plume/number.h>

#define RATED_MOST 1.5
/* A tenth of an idle power of 0.15 of the rating. That share is an assumption: no table
 * of idle powers of accelerators is at hand. The one log that shows a device without
 * work, an RTX 4090 with 33 of 450 W, has half of it, and lies far above the bound. */
#define RATED_LEAST          0.015
#define DEVICE_LEAST_W       1.0
#define DEVICE_MOST_W        3000.0
#define PROCESSOR_LEAST_W    1.0
#define PROCESSOR_MOST_W     500.0
#define PROCESSORS_OF_A_NODE 4.0
#define NODE_LEAST_W         1.0
#define NODE_MOST_W          20000.0
#define DEVICES_OF_A_NODE    8.0
#define CORES_OF_A_NODE      1024.0
/* The largest machine with one memory that was sold: 64 TB. */
#define MEMORY_MOST_GB 65536.0
/* Two processors of 500 W, memory, drives, fans and what the supply loses, twice over. */
#define HOST_MOST_W 3000.0
/* No grid is above: coal alone, burnt badly, gives 1.5. */
#define INTENSITY_MOST 2.5
#define PUE_MOST       4.0
/* Shorter runs say little of a power. */
#define STEADY_S 10.0
#define CLOSE    0.1

double plume_plausible_most_w(plume_scope scope, double rated_w)
{
    if (scope == PLUME_SCOPE_IT)
        return NODE_MOST_W;
    return isnan(rated_w) ? DEVICE_MOST_W : RATED_MOST * rated_w;
}

/* --- saying it --- */

static void add(plume_text *why, double value, const char *unit)
{
    plume_number_significant(why, value, 3);
    plume_text_add(why, unit);
}

static bool is_close(double a, double b)
{
    return fabs(a - b) <= CLOSE * b;
}

/* A power of ten between what was read and what the device can have drawn: its rating to
 * a tenth, or of thousands anything from a fifth of it. */
static void explain_decade(plume_text *why, double ratio)
{
    static const struct {
        double ratio, least;
        const char *words;
    } known[] = {
        { 1e3, 0.2, "milliwatts under a head of watts" },
        { 1e6, 0.2, "microwatts under a head of watts" },
        { 1e-3, 0.2, "kilowatts under a head of watts" },
        { 3600.0, 1.0 - CLOSE, "kilowatt-hours where kilojoules stand" },
        { 60.0, 1.0 - CLOSE, "minutes taken for seconds" },
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double part = ratio / known[i].ratio;

        if (part >= known[i].least && part <= 1.0 + CLOSE) {
            plume_text_printf(why, ", as of %s", known[i].words);
            return;
        }
    }
}

static void explain_count(plume_text *why, double ratio, double devices)
{
    if (devices > 1.5 && is_close(ratio, devices))
        plume_text_printf(why, ", as of %.0f devices counted as one", devices);
    else if (devices > 1.5 && is_close(ratio * devices, 1.0))
        plume_text_printf(why, ", as of one device instead of %.0f", devices);
    else if (ratio > 1.9 && ratio < 17.0 && is_close(ratio, round(ratio)) &&
             devices < 1.5)
        plume_text_printf(why, ", as of %.0f devices counted as one", round(ratio));
}

/* --- powers --- */

/* So many times too much is a matter of units. */
#define UNIT_TIMES 50.0

/* What draws: one of several, and between which watts. */
typedef struct drawer {
    const char *what;
    double count, least_w, most_w, rated_w;
    bool counted; /* its count may have slipped */
} drawer;

/* Low power is only doubted after a time in which a run has surely got to work: short
 * ones may have failed at their start. */
static bool judge(const plume_run *run, double energy_kwh, const drawer *of,
                  plume_text *why)
{
    double hours = run->duration_s / SECONDS_PER_HOUR;
    double mean_w = energy_kwh * WATTS_PER_KILOWATT / hours / of->count;
    bool high = mean_w > of->most_w;
    bool low = mean_w < of->least_w && run->duration_s >= STEADY_S;

    if (!(hours > 0.0) || isnan(mean_w) || (!high && !low))
        return true;
    plume_text_add(why, why->length > 0 ? "; " : "");
    add(why, energy_kwh, " kWh in ");
    add(why, run->duration_s, " s is ");
    add(why, mean_w, " W for each ");
    plume_text_printf(why, "%s, ", of->what);
    if (mean_w > 0.0) {
        add(why, high ? mean_w / of->most_w : of->least_w / mean_w, " times ");
        plume_text_add(why, high ? "the " : "below the ");
        add(why, high ? of->most_w : of->least_w,
            high ? " W that it may draw at most"
                 : " W that it is assumed to draw at least");
    } else {
        plume_text_add(why, "though it was at work");
    }
    if (!isnan(of->rated_w) && mean_w > 0.0) {
        explain_decade(why, mean_w / of->rated_w);
        if (of->counted)
            explain_count(why, mean_w / of->rated_w, of->count);
    } else if (high && mean_w > UNIT_TIMES * of->most_w) {
        plume_text_add(why, ", as of milliwatts or microwatts taken for watts");
    }
    return false;
}

static double devices_of(const plume_run *run)
{
    return run->device_count > 0.0 ? run->device_count : 1.0;
}

/* Whichever is smaller by its own name goes with what the machine has drawn. */
static void name_processor(plume_text *why, const plume_plausible_ratings *ratings)
{
    if (isnan(ratings->processor_w))
        return;
    plume_text_printf(why, "; its processor %s is rated ", ratings->processor);
    add(why, ratings->processor_w, " W");
}

static double known_or(double value, double otherwise)
{
    return isnan(value) ? otherwise : value;
}

/* Where nobody says what a power covers, it may be of the devices and of a host, but not
 * of others: a board of 60 W stands in no machine of several kilowatts. Who says that it
 * is of all equipment may have shared the machine. */
static double node_most_w(const plume_run *run, const drawer *device, double rated_w,
                          double nodes)
{
    double most_w = device->most_w * device->count / nodes + HOST_MOST_W;

    return run->energy.scope != PLUME_SCOPE_UNKNOWN || isnan(rated_w)
               ? NODE_MOST_W
               : fmin(most_w, NODE_MOST_W);
}

/* A total that holds the devices is above what these draw at least. */
static bool judge_node(const plume_run *run, const drawer *device,
                       const plume_plausible_ratings *ratings, double nodes,
                       plume_text *why)
{
    double given_kwh = run->power_w * run->duration_s / SECONDS_PER_HOUR;
    double least_w =
        isnan(ratings->device_w) ? NODE_LEAST_W : device->least_w * device->count / nodes;
    double rated_w = ratings->device_w * device->count / nodes;
    double most_w = node_most_w(run, device, ratings->device_w, nodes);
    drawer node = { "node", nodes, least_w, most_w, rated_w, false };
    bool sound = judge(
        run, known_or(run->energy.total_kwh, given_kwh / WATTS_PER_KILOWATT), &node, why);

    if (!sound)
        name_processor(why, ratings);
    return sound;
}

static bool judge_processors(const plume_run *run, const plume_plausible_ratings *ratings,
                             double nodes, plume_text *why)
{
    double most_w = known_or(RATED_MOST * ratings->processor_w, PROCESSOR_MOST_W);
    drawer processors = { "node's processors",  nodes,
                          PROCESSOR_LEAST_W,    PROCESSORS_OF_A_NODE * most_w,
                          ratings->processor_w, false };
    bool sound = judge(run, run->energy.cpu_kwh, &processors, why);

    if (!sound)
        name_processor(why, ratings);
    return sound;
}

/* All three are judged, since each tells of another slip: a unit of the devices', of
 * the processors', or a total that counts twice. */
bool plume_plausible_run(const plume_run *run, const plume_plausible_ratings *ratings,
                         plume_text *why)
{
    const plume_energy *energy = &run->energy;
    double rated_w = ratings->device_w;
    bool alone = energy->scope == PLUME_SCOPE_DEVICE;
    double gpu_kwh =
        isnan(energy->gpu_kwh) && alone ? energy->total_kwh : energy->gpu_kwh;
    double nodes = fmax(1.0, ceil(devices_of(run) / DEVICES_OF_A_NODE));
    drawer device = { "device",
                      devices_of(run),
                      known_or(RATED_LEAST * rated_w, DEVICE_LEAST_W),
                      known_or(RATED_MOST * rated_w, DEVICE_MOST_W),
                      rated_w,
                      true };
    bool sound;

    if (isnan(gpu_kwh) && isnan(energy->cpu_kwh) && isnan(energy->total_kwh) &&
        isnan(run->power_w))
        return true;
    sound = judge(run, gpu_kwh, &device, why);
    sound = judge_processors(run, ratings, nodes, why) && sound;
    if (!alone)
        sound = judge_node(run, &device, ratings, nodes, why) && sound;
    return sound;
}

bool plume_plausible_within(double value, double least, double most, const char *what,
                            const char *unit, plume_text *why)
{
    bool low = value < least;

    if (!low && !(value > most))
        return true;
    plume_text_add(why, why->length > 0 ? "; " : "");
    add(why, value, unit);
    plume_text_printf(why, " is %s the ", low ? "below" : "above");
    add(why, low ? least : most, unit);
    plume_text_printf(why, " of any %s", what);
    return false;
}

/* Runs of many cores ran on many machines. */
bool plume_plausible_compute(const plume_run *run, plume_text *why)
{
    const plume_compute *compute = &run->compute;
    double by_devices = ceil(devices_of(run) / DEVICES_OF_A_NODE);
    double by_cores = ceil(known_or(compute->cores, 1.0) / CORES_OF_A_NODE);
    double nodes = fmax(1.0, fmax(by_devices, by_cores));
    bool sound = plume_plausible_within(compute->memory_gb / nodes, 0.0, MEMORY_MOST_GB,
                                        "machine's memory", " GB", why);

    return plume_plausible_within(compute->core_w, 0.0, PROCESSOR_MOST_W, "core", " W",
                                  why) &&
           sound;
}

/* --- factors --- */

bool plume_plausible_intensity(double kg_per_kwh, plume_text *why)
{
    if (!(kg_per_kwh > INTENSITY_MOST) && !(kg_per_kwh < 0.0))
        return true;
    plume_text_add(why, "an intensity of ");
    add(why, kg_per_kwh, " kg/kWh is ");
    plume_text_add(why, kg_per_kwh < 0.0 ? "below 0" : "above the 2.5 of any grid");
    if (kg_per_kwh >= 10.0 && kg_per_kwh <= 1000.0 * INTENSITY_MOST)
        plume_text_add(why, ", as of grams under a head of kilograms");
    return false;
}

bool plume_plausible_pue(double pue, plume_text *why)
{
    if (!(pue > PUE_MOST) && !(pue < 1.0))
        return true;
    plume_text_add(why, "a PUE of ");
    add(why, pue, pue < 1.0 ? " is below 1" : " is above the 4 of any building");
    if (pue >= 10.0 && pue < 40.0)
        plume_text_add(why, ", as of a decimal point that was lost");
    else if (pue >= 100.0 && pue <= 400.0)
        plume_text_add(why, ", as of per cent");
    return false;
}

/* Whoever writes kilowatts gets a figure below 1 W. */
static bool judge_watts(double watts, double most_w, const char *what, plume_text *why)
{
    bool low = watts > 0.0 && watts < DEVICE_LEAST_W;

    if (!low && !(watts > most_w))
        return true;
    add(why, watts, " W for ");
    plume_text_printf(why, "%s is %s the ", what, low ? "below" : "above");
    add(why, low ? DEVICE_LEAST_W : most_w, low ? " W" : " W of any");
    if (low)
        plume_text_add(why, " that any draws, as of kilowatts");
    else if (watts / 1e3 >= DEVICE_LEAST_W * 10.0)
        plume_text_add(why, ", as of milliwatts");
    return false;
}

bool plume_plausible_host_power(double watts, plume_text *why)
{
    return judge_watts(watts, NODE_MOST_W, "a host", why);
}

bool plume_plausible_idle_power(double watts, plume_text *why)
{
    return judge_watts(watts, DEVICE_MOST_W, "an idle device", why);
}
