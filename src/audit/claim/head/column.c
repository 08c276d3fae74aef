/* What a column of a table is about, by the words and the unit of its head. */
#include "audit/claim/claim.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "audit/claim/head/internal.h"
#include "core/number/units.h"

static bool is_numbered(const char *head)
{
    size_t digits = strspn(head, "0123456789");

    return digits > 0 && digits < 3 && (head[digits] == '.' || head[digits] == ')') &&
           head[digits + 1] == ' ';
}

/* The bytes of a raised digit; 0 when it is none. */
static size_t raised_digit(const char *at, char *digit)
{
    static const char *const low[] = { "\xc2\xb9", "\xc2\xb2", "\xc2\xb3" };

    for (size_t i = 0; i < 3; i++)
        if (strncmp(at, low[i], 2) == 0) {
            *digit = (char)('1' + i);
            return 2;
        }
    if (strncmp(at, "\xe2\x81", 2) != 0 || (unsigned char)at[2] < 0xb4 ||
        (unsigned char)at[2] > 0xb9)
        return 0;
    *digit = (char)('4' + ((unsigned char)at[2] - 0xb4));
    return 3;
}

/* Blanks for '_', '-', '*', ':' and line breaks; letters in lower case, and as they are.
 */
static void fold(plume_claim_head *out, const char *head)
{
    size_t used = 0;
    char digit;

    if (is_numbered(head)) /* "2. How much time ..." */
        head += strspn(head, "0123456789.) ");
    for (; *head != '\0' && used + 1 < HEAD_LONGEST; head++) {
        char c = *head;

        if (raised_digit(head, &digit) > 0 && used + 2 < HEAD_LONGEST) {
            out->folded[used] = out->cased[used] = '^'; /* a raised 3 is "^3" */
            used += used > 0 && isdigit((unsigned char)out->folded[used - 1]);
            out->folded[used] = out->cased[used] = digit;
            used++;
            head += raised_digit(head, &digit) - 1;
            continue;
        }
        if (strncmp(head, "\xc2\xb7", 2) == 0 || strncmp(head, "\xc3\x97", 2) == 0) {
            head++; /* a multiplication dot or cross */
            c = ' ';
        }
        if (strchr("${}", c) != NULL ||
            (c == '_' && head[1] != '\0' && used > 0 && strchr("2{", head[1]) != NULL &&
             out->folded[used - 1] == 'o'))
            continue; /* "CO$_{2}$" */
        if (strchr("_-*:#\r\n\t", c) != NULL)
            c = ' ';
        if (c == ' ' && (used == 0 || out->cased[used - 1] == ' '))
            continue;
        out->folded[used] = (char)tolower((unsigned char)c);
        out->cased[used++] = c;
    }
    while (used > 0 && out->cased[used - 1] == ' ')
        used--;
    out->folded[used] = out->cased[used] = '\0';
}

static bool has(const char *head, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strstr(head, *words) != NULL)
            return true;
    }
    return false;
}

#define HAS(head, ...) has(head, (const char *const[]){ __VA_ARGS__, NULL })

/* Whether a word stands in head as a whole. */
static bool has_word(const char *head, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = strstr(head, word); at != NULL; at = strstr(at + 1, word)) {
        if ((at == head || !isalnum((unsigned char)at[-1])) &&
            !isalnum((unsigned char)at[length]))
            return true;
    }
    return false;
}

static plume_claim_column figure(plume_quantity quantity, double per_unit)
{
    return (plume_claim_column){ .kind = COLUMN_FIGURE,
                                 .index = (int)quantity,
                                 .per_unit = per_unit,
                                 .adds_to = CLAIM_QUANTITIES };
}

static plume_claim_column word(plume_claim_word index)
{
    return (
        plume_claim_column){ .kind = COLUMN_WORD, .index = (int)index, .per_unit = 1.0 };
}

static plume_claim_column nothing(void)
{
    return (plume_claim_column){ .kind = COLUMN_NOTHING, .per_unit = 1.0 };
}

static bool is_part(const char *head)
{
    return has_word(head, "cpu") || has_word(head, "gpu") || has_word(head, "ram") ||
           has_word(head, "dram");
}

/* Marks what may be one of the parts of a total, or the total. */
static plume_claim_column addable(plume_claim_column column, const char *head)
{
    static const char *const other[] = { "pue",   "net",       "gross",   "it",
                                         "per",   "mean",      "average", "avg",
                                         "min",   "max",       "low",     "high",
                                         "lower", "upper",     "saved",   "best",
                                         "worst", "predicted", "actual",  NULL };

    for (size_t i = 0; other[i] != NULL; i++)
        if (has_word(head, other[i]))
            return column;
    if (HAS(head, "location", "market", "facility", "reference", "baseline", "interval"))
        return column;
    column.adds_to = column.index;
    column.total = has_word(head, "total") || has_word(head, "sum") ||
                   has_word(head, "overall") || has_word(head, "combined");
    return column;
}

static bool is_without_pue(const char *head)
{
    return HAS(head, "before pue", "without pue", "w/o pue", "no pue", "excl. pue",
               "excluding pue", "excl pue");
}

/* What is saved or changed is no amount of the work. */
static bool is_difference(const char *head)
{
    return HAS(head, "saved", "saving", "avoided", "differ", "delta", "\xce\x94",
               "\xe2\x88\x86", "reduction", "increase", "decrease") ||
           has_word(head, "diff") || has_word(head, "change") || has_word(head, "vs");
}

static plume_claim_column mass(const char *head, double per_unit)
{
    plume_claim_column column;

    if (is_difference(head) || HAS(head, "memory", "model size"))
        return nothing();
    if (HAS(head, "embodied", "manufactur")) {
        column = addable(figure(CLAIM_EMISSIONS, per_unit), head);
        column.only_part = column.embodied = true;
        return column;
    }
    if (HAS(head, "offset"))
        return figure(CLAIM_OFFSETS, per_unit);
    if (HAS(head, "market") || has_word(head, "net"))
        return figure(CLAIM_NET_EMISSIONS, per_unit);
    if (is_without_pue(head))
        return figure(CLAIM_BARE_EMISSIONS, per_unit);
    column = addable(figure(CLAIM_EMISSIONS, per_unit), head);
    column.with_pue = has_word(head, "pue");
    return column;
}

static plume_claim_column energy(const char *head, double per_unit)
{
    plume_claim_column column;

    if (is_difference(head))
        return nothing();
    if (is_part(head) && HAS(head, "energy")) {
        column = addable(figure(CLAIM_ENERGY, per_unit), head);
        column.only_part = true;
        return column;
    }
    if (has_word(head, "it") || is_without_pue(head) || HAS(head, "server"))
        return figure(CLAIM_IT_ENERGY, per_unit);
    if (HAS(head, "facility", "at the meter") || has_word(head, "pue"))
        return figure(CLAIM_FACILITY_ENERGY, per_unit);
    return addable(figure(CLAIM_ENERGY, per_unit), head);
}

static plume_claim_column power(const char *head, double per_unit)
{
    plume_claim_column column = figure(CLAIM_POWER, per_unit);

    column.rated = has_word(head, "tdp") || HAS(head, "rated", "thermal design");
    column.part = is_part(head) && !column.rated;
    column.of_device = column.part && has_word(head, "gpu");
    column.per_node = HAS(head, "node") || has_word(head, "server");
    if (HAS(head, "total", "system", "cluster", "node") || column.per_node)
        column.index = CLAIM_TOTAL_POWER;
    return column;
}

/* "A100", "H200", "MI250X", "TPUv4": a letter or two before digits. */
static bool names_device(const char *head)
{
    static const char *const kinds[] = { "a100",   "a800",  "a40",   "a6000",  "h100",
                                         "h200",   "h800",  "h20",   "v100",   "p100",
                                         "p40",    "t4",    "l4",    "l40",    "l40s",
                                         "b100",   "b200",  "gb200", "k80",    "mi50",
                                         "mi100",  "mi210", "mi250", "mi250x", "mi300x",
                                         "gaudi2", "3090",  "4090",  NULL };

    for (size_t i = 0; kinds[i] != NULL; i++)
        if (has_word(head, kinds[i]))
            return true;
    return false;
}

/* Core-hours and node-hours are of machines whose size nobody says here. */
static bool is_of_parts(const char *head)
{
    return has_word(head, "cpu") || has_word(head, "core") || has_word(head, "cores") ||
           has_word(head, "vcpu") || has_word(head, "node") || has_word(head, "cpus");
}

static plume_claim_column time_of(const char *head, double per_unit)
{
    bool of_kind = names_device(head) && HAS(head, "hour", " h", "day");
    bool of_devices =
        of_kind || HAS(head, "gpu", "tpu", "device", "accelerator", "chip", "card");
    plume_claim_column column = figure(
        of_devices && !HAS(head, "per gpu") ? CLAIM_DEVICE_HOURS : CLAIM_HOURS, per_unit);

    if (!of_devices && is_of_parts(head))
        return nothing();
    column.of_kind = of_kind;
    column.per_trial = HAS(head, "per seed", "per run", "per trial", "per repe", "/seed",
                           "/run", "each seed", "each run") &&
                       column.index == CLAIM_DEVICE_HOURS;
    return column;
}

static plume_claim_column water(const char *head, const plume_claim_unit *unit)
{
    if (HAS(head, "wue", "on site", "water usage eff"))
        return figure(CLAIM_WUE, unit->per_unit);
    if (HAS(head, "ewif", "off site"))
        return figure(CLAIM_EWIF, unit->per_unit);
    if (HAS(head, "/kwh", "per kwh", "/mwh", "per mwh"))
        return nothing();
    return figure(CLAIM_WATER, unit->per_unit);
}

static plume_claim_column with_unit(const char *head, const plume_claim_unit *unit)
{
    if (unit->kind == PLUME_UNIT_LITRES)
        return water(head, unit);
    switch (unit->dimension) {
    case PLUME_DIMENSION_MASS: /* "CO2 per kWh (kg)" */
        return HAS(head, "per kwh", "/kwh") ? figure(CLAIM_INTENSITY, unit->per_unit)
                                            : mass(head, unit->per_unit);
    case PLUME_DIMENSION_ENERGY:
        return energy(head, unit->per_unit);
    case PLUME_DIMENSION_POWER:
        return power(head, unit->per_unit);
    case PLUME_DIMENSION_TIME:
        return time_of(head, unit->per_unit);
    case PLUME_DIMENSION_INTENSITY:
        return figure(CLAIM_INTENSITY, unit->per_unit);
    default:
        return nothing();
    }
}

/* "Grid carbon intensity" is no place. */
static bool is_of_carbon(const char *head)
{
    return HAS(head, "intensity", "factor", "emission", "co2", "carbon", "efficiency",
               "wue", "water");
}

static bool is_intensity(const char *head)
{
    return HAS(head, "intensity", "carbon efficiency", "emission factor",
               "emissions factor", "co2 factor", "carbon factor", "grid factor",
               "energy mix") ||
           has_word(head, "ci") ||
           (HAS(head, "emission", "co2", "carbon") &&
            (HAS(head, "per kwh", "/kwh", "electricity") || has_word(head, "grid")));
}

/* Heads that stand for a thing rather than for an amount. */
static plume_claim_column words_of(const char *head)
{
    if (HAS(head, "intensity time", "ci time", "carbon intensity at", "intensity at",
            "intensity timestamp"))
        return word(CLAIM_INTENSITY_TIME);
    if (has_word(head, "start") || has_word(head, "begin"))
        return word(CLAIM_START);
    if (has_word(head, "end") || has_word(head, "finish"))
        return word(CLAIM_END);
    if (HAS(head, "location", "region", "country", "datacenter", "data center") ||
        ((has_word(head, "grid") || has_word(head, "site") || has_word(head, "zone")) &&
         !is_of_carbon(head)))
        return word(CLAIM_LOCATION);
    if ((HAS(head, "intensity", "factor", "grid") || has_word(head, "ci")) &&
        (has_word(head, "year") || has_word(head, "date") || has_word(head, "time") ||
         has_word(head, "timestamp")))
        return word(CLAIM_INTENSITY_TIME);
    if (has_word(head, "year"))
        return word(CLAIM_YEAR);
    if (has_word(head, "scope") || has_word(head, "counted"))
        return word(CLAIM_SCOPE);
    if (HAS(head, "note", "comment", "remark"))
        return word(CLAIM_NOTE);
    if (HAS(head, "source", "reference", "paper"))
        return word(CLAIM_SOURCE);
    return nothing();
}

static bool is_count(const char *head)
{
    if (HAS(head, "number of", "num ", "no. of", "count") || strncmp(head, "n ", 2) == 0)
        return true;
    if (HAS(head, "type", "model", "name"))
        return false;
    return has_word(head, "devices") || has_word(head, "gpus") ||
           has_word(head, "chips") || has_word(head, "tpus") ||
           has_word(head, "accelerators");
}

/* Parts of the whole table, not ratios of something else. */
static plume_claim_column share_of(const char *head)
{
    double per_unit =
        strchr(head, '%') != NULL || HAS(head, "percent", "pct") ? 0.01 : 1.0;

    if (!(has_word(head, "share") || HAS(head, "% of total", "percent of total")) ||
        HAS(head, "free", "renewable", "carbon free", "cfe", "low carbon"))
        return nothing();
    return figure(CLAIM_SHARE, per_unit);
}

/* "Nodes" and "GPUs per node" multiply; "GPUs" alone is the count of devices. */
static plume_claim_column counts_of(const char *head)
{
    plume_claim_column column;

    if (share_of(head).kind != COLUMN_NOTHING)
        return share_of(head);
    if (strcmp(head, "nodes") == 0 || strcmp(head, "servers") == 0 ||
        (is_count(head) && (has_word(head, "nodes") || has_word(head, "servers")) &&
         !HAS(head, "per node", "per server")))
        return figure(CLAIM_NODES, 1.0);
    if (is_count(head) && HAS(head, "per node", "per server", "/node", "/server")) {
        column = figure(CLAIM_DEVICES, 1.0);
        column.per_node = true;
        return column;
    }
    if (HAS(head, "trial", "seeds", "repeats", "repetitions") || has_word(head, "runs"))
        return figure(CLAIM_TRIALS, 1.0);
    if (is_count(head) && HAS(head, "gpu", "device", "chip", "tpu", "accelerator"))
        return figure(CLAIM_DEVICES, 1.0);
    if (strcmp(head, "count") == 0)
        return figure(CLAIM_DEVICES, 1.0);
    return nothing();
}

/* Heads without a unit: the library's own, but for a bare duration, which logs give in
 * seconds. */
static plume_claim_column without_unit(const char *head)
{
    if (HAS(head, "power usage eff", "power use eff", "power utilization eff"))
        return figure(CLAIM_PUE, 1.0);
    if (has_word(head, "pue") &&
        !HAS(head, "energy", "power", "consumption", "emission", "carbon", "co2"))
        return figure(CLAIM_PUE, 1.0);
    if (strcmp(head, "duration") == 0)
        return figure(CLAIM_HOURS, 1.0 / SECONDS_PER_HOUR);
    if (is_intensity(head))
        return figure(CLAIM_INTENSITY, 1.0);
    if (has_word(head, "wue"))
        return figure(CLAIM_WUE, 1.0);
    if (has_word(head, "ewif"))
        return figure(CLAIM_EWIF, 1.0);
    if (HAS(head, "power") || has_word(head, "tdp"))
        return power(head, 1.0);
    if (HAS(head, "energy"))
        return energy(head, 1.0);
    if (HAS(head, "how much time"))
        return time_of(head, 1.0);
    if (HAS(head, "emission", "carbon", "co2", "offset"))
        return HAS(head, "rate") ? nothing() : mass(head, 1.0);
    if (HAS(head, "water"))
        return figure(CLAIM_WATER, 1.0);
    if (strcmp(head, "time") == 0) /* of cells that name their unit alone */
        return figure(CLAIM_HOURS, NAN);
    if (HAS(head, "hour", "training time", "duration", "wall time", "walltime",
            "wall clock", "runtime", "run time"))
        return time_of(head, 1.0);
    return nothing();
}

/* From the surest sign to the weakest: a unit, then words that name a quantity, then
 * what may be a device or a name. */
static plume_claim_column read_head(const plume_claim_head *head)
{
    const char *folded = head->folded;
    plume_claim_column column;
    plume_claim_unit unit;

    if (HAS(folded, "for all experiments", "did all experiments", "inference of one"))
        return nothing(); /* beside the same question of the final model */
    column = plume_claim_column_rate(head);
    if (column.kind != COLUMN_NOTHING || column.known)
        return column;
    if (plume_claim_head_unit(&unit, head->cased) &&
        unit.dimension != PLUME_DIMENSION_TIME)
        return with_unit(folded, &unit);
    column = words_of(folded);
    if (column.kind == COLUMN_NOTHING)
        column = counts_of(folded);
    if (column.kind == COLUMN_NOTHING && plume_claim_head_unit(&unit, head->cased))
        column = with_unit(folded, &unit);
    if (column.kind == COLUMN_NOTHING) {
        column = without_unit(folded);
        column.assumed = true;
    }
    if (column.kind == COLUMN_NOTHING &&
        (HAS(folded, "device", "hardware", "accelerator", "processor",
             "infrastructure") ||
         has_word(folded, "gpu") || has_word(folded, "chip")))
        return word(CLAIM_DEVICE);
    if (column.kind == COLUMN_NOTHING &&
        (HAS(folded, "model", "name", "phase", "system") || has_word(folded, "run") ||
         has_word(folded, "row") || strcmp(folded, "id") == 0 ||
         strcmp(folded, "run id") == 0 || folded[0] == '\0'))
        return word(CLAIM_NAME);
    return column;
}

plume_claim_column plume_claim_column_read(const char *head)
{
    plume_claim_head folded;
    plume_claim_column column;
    double scale;

    fold(&folded, head);
    scale = plume_claim_head_scale(&folded);
    column = read_head(&folded);
    column.per_unit *= scale;
    column.market = column.index == CLAIM_INTENSITY &&
                    HAS(folded.folded, "market", "residual", "contract", "supplier");
    column.cumulative = HAS(folded.folded, "cumulative", "running total", "cumulated");
    return column;
}
