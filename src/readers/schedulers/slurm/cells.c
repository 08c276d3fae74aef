/* Durations, memory, energies, job ids and GRES as sacct prints them. */
#include "readers/schedulers/slurm/cells.h"

#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "core/number/units.h"
#include <plume/number.h>
#include <plume/time.h>

#define BINARY_STEP  1024.0
#define DECIMAL_STEP 1000.0

static bool is_text(plume_field cell, const char *text)
{
    return cell.length == strlen(text) && memcmp(cell.text, text, cell.length) == 0;
}

static bool begins(plume_field cell, const char *text)
{
    return cell.length >= strlen(text) && memcmp(cell.text, text, strlen(text)) == 0;
}

static plume_field after(plume_field cell, size_t count)
{
    return (plume_field){ cell.text + count, cell.length - count };
}

static bool is_stop(char c, const char *stops)
{
    while (*stops != '\0' && *stops != c)
        stops++;
    return *stops == c;
}

/* Up to the first of these characters, of which none is a letter or a digit. */
static plume_field before_any(plume_field cell, const char *stops)
{
    size_t length = 0;

    while (length < cell.length &&
           (plume_is_digit(cell.text[length]) || plume_is_letter(cell.text[length]) ||
            !is_stop(cell.text[length], stops)))
        length++;
    return (plume_field){ cell.text, length };
}

static plume_field before(plume_field cell, char stop)
{
    const char *found = cell.length > 0 ? memchr(cell.text, stop, cell.length) : NULL;

    return (plume_field){ cell.text,
                          found != NULL ? (size_t)(found - cell.text) : cell.length };
}

/* --- job --- */

static slurm_kind kind_of(plume_field step)
{
    if (is_text(step, "batch"))
        return SLURM_BATCH;
    if (is_text(step, "extern"))
        return SLURM_EXTERN;
    if (is_text(step, "interactive"))
        return SLURM_INTERACTIVE;
    return SLURM_STEP;
}

bool slurm_read_id(slurm_id *out, plume_field cell)
{
    plume_field number = before_any(cell, "_+.");

    out->job = before(cell, '.');
    out->group = (plume_field){ "", 0 };
    out->kind = SLURM_JOB;
    if (out->job.length < cell.length)
        out->kind = kind_of(after(cell, out->job.length + 1));
    if (number.length < out->job.length)
        out->group = number;
    return cell.length > 0 && plume_is_digit(cell.text[0]);
}

/* --- state --- */

/* The words of sacct's manual page; "CANCELLED by 1000" and a word that sacct cut
 * with "+" are read up to there. */
bool slurm_read_state(plume_state *out, plume_field cell)
{
    static const struct {
        const char *word;
        plume_state state;
    } states[] = {
        { "COMPLETED", PLUME_STATE_COMPLETE },   { "FAILED", PLUME_STATE_FAILED },
        { "CANCELLED", PLUME_STATE_CANCELLED },  { "TIMEOUT", PLUME_STATE_TIMEOUT },
        { "OUT_OF_MEMORY", PLUME_STATE_FAILED }, { "NODE_FAIL", PLUME_STATE_FAILED },
        { "BOOT_FAIL", PLUME_STATE_FAILED },     { "LAUNCH_FAILED", PLUME_STATE_FAILED },
        { "RECONFIG_FAIL", PLUME_STATE_FAILED }, { "DEADLINE", PLUME_STATE_TIMEOUT },
        { "PREEMPTED", PLUME_STATE_PREEMPTED },  { "REVOKED", PLUME_STATE_CANCELLED },
        { "REQUEUED", PLUME_STATE_CANCELLED },   { "RUNNING", PLUME_STATE_RUNNING },
        { "SUSPENDED", PLUME_STATE_RUNNING },    { "COMPLETING", PLUME_STATE_RUNNING },
        { "RESIZING", PLUME_STATE_RUNNING },     { "STOPPED", PLUME_STATE_RUNNING },
        { "SIGNALING", PLUME_STATE_RUNNING },    { "STAGE_OUT", PLUME_STATE_RUNNING },
        { "CONFIGURING", PLUME_STATE_RUNNING },  { "PENDING", PLUME_STATE_WAITING },
        { "REQUEUE_HOLD", PLUME_STATE_WAITING }, { "REQUEUE_FED", PLUME_STATE_WAITING },
        { "SPECIAL_EXIT", PLUME_STATE_WAITING }, { "RESV_DEL_HOLD", PLUME_STATE_WAITING },
    };
    plume_field word = before_any(cell, " +");

    *out = PLUME_STATE_UNKNOWN;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (word.length > 0 && word.text[0] == states[i].word[0] &&
            is_text(word, states[i].word)) {
            *out = states[i].state;
            return true;
        }
    return cell.length == 0;
}

/* --- times --- */

static bool is_no_time(plume_field cell)
{
    static const char *const words[] = { "None", "Unknown", "N/A", "Invalid", "-" };

    if (cell.length == 0)
        return true;
    if (plume_is_digit(cell.text[0]))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is_text(cell, words[i]))
            return true;
    return false;
}

/* Seconds since 1970, as SLURM_TIME_FORMAT=%s prints, or a local time; a job that has
 * not begun has none, which is no fault. */
bool slurm_read_time(double *out_s, plume_log *log, plume_field cell)
{
    enum { YEAR = 4, DAY = 10, LONGEST = 40 };
    char text[LONGEST];

    *out_s = NAN;
    if (is_no_time(cell))
        return true;
    if ((cell.length <= YEAR || cell.text[YEAR] != '-') &&
        plume_count_parse(out_s, cell.text, cell.length))
        return true;
    if (cell.length < LONGEST) {
        memcpy(text, cell.text, cell.length);
        /* SLURM_TIME_FORMAT as some sites set it */
        if (cell.length > DAY && text[DAY] == '-')
            text[DAY] = 'T';
        *out_s = plume_log_time(log, text, cell.length);
    }
    return !isnan(*out_s);
}

/* MM:SS[.f], which sacct prints for times of processors. */
static bool read_minutes(double *out_s, plume_field cell)
{
    enum { LONGEST = 40 };
    char text[LONGEST] = "0:";

    if (cell.length >= LONGEST - 2 || memchr(cell.text, '-', cell.length) != NULL)
        return false;
    memcpy(text + 2, cell.text, cell.length);
    return plume_duration_parse(out_s, text, cell.length + 2);
}

bool slurm_read_duration(double *out_s, plume_field cell)
{
    size_t colons = 0;

    *out_s = NAN;
    if (is_no_time(cell) || plume_count_parse(out_s, cell.text, cell.length))
        return true;
    for (size_t i = 0; i < cell.length; i++)
        colons += cell.text[i] == ':';
    if (colons == 0)
        return false;
    if (colons == 1)
        return read_minutes(out_s, cell);
    return plume_duration_parse(out_s, cell.text, cell.length);
}

/* --- numbers --- */

/* The step between suffixes is the caller's: sacct counts memory by 1024 and joules
 * by 1000. */
bool slurm_read_number(double *out, plume_field cell, double scale)
{
    static const char suffixes[] = "KMGTPE";
    double factor = 1;
    const char *suffix = NULL;
    char last;

    *out = NAN;
    if (cell.length == 0)
        return true;
    last = cell.text[cell.length - 1];
    if (last != '\0' && !plume_is_digit(last))
        suffix = strchr(suffixes, last);
    if (suffix != NULL) {
        for (const char *s = suffixes; s <= suffix; s++)
            factor *= scale;
        cell.length--;
    }
    if (!plume_number_parse(out, cell.text, cell.length) || *out < 0) {
        *out = NAN;
        return false;
    }
    *out *= factor;
    return true;
}

/* In GB of 1024^3 bytes; a number without a suffix is in MB. Older versions put "c"
 * or "n" behind it, for each core or each node. */
bool slurm_read_memory(double *out_gb, slurm_memory_of *of, plume_field cell)
{
    double gb_of_unit = 1.0 / (BINARY_STEP * BINARY_STEP * BINARY_STEP);
    char last;

    *out_gb = NAN;
    *of = SLURM_MEMORY_OF_JOB;
    if (cell.length == 0)
        return true;
    last = cell.text[cell.length - 1];
    if (last == 'c' || last == 'n') {
        *of = last == 'c' ? SLURM_MEMORY_OF_CORE : SLURM_MEMORY_OF_NODE;
        cell.length--;
    }
    if (cell.length > 0 && plume_is_digit(cell.text[cell.length - 1]))
        gb_of_unit = 1.0 / BINARY_STEP;
    if (cell.length == 0 || !slurm_read_number(out_gb, cell, BINARY_STEP))
        return false;
    *out_gb = *out_gb > 0 ? *out_gb * gb_of_unit : NAN;
    return true;
}

bool slurm_read_joules(double *out_j, plume_field cell)
{
    return slurm_read_number(out_j, cell, DECIMAL_STEP);
}

/* Slurm's NO_VAL and INFINITE in 32 and in 64 bits, which as doubles are one or two. */
bool slurm_is_no_value(double joules)
{
    return joules == 0 || joules == 4294967294.0 || joules == 4294967295.0 ||
           joules >= 18446744073709549568.0;
}

/* --- resources --- */

static void tres_init(slurm_tres *out)
{
    *out = (slurm_tres){
        .gpus = NAN, .cpus = NAN, .nodes = NAN, .energy_j = NAN, .memory_gb = NAN
    };
}

/* More GPUs of a type; the sum of types and the count without a type are the same. */
static void add_gpus(slurm_tres *out, plume_field type, double count, double *typed)
{
    if (type.length == 0) {
        out->gpus = isnan(out->gpus) ? count : fmax(out->gpus, count);
        return;
    }
    *typed += count;
    if (out->gpu_type.length == 0)
        out->gpu_type = type;
    else
        out->mixed_types = true;
}

static void settle_gpus(slurm_tres *out, double typed)
{
    if (typed > 0)
        out->gpus = isnan(out->gpus) ? typed : fmax(out->gpus, typed);
}

static void add_shards(slurm_tres *out, plume_field type)
{
    out->shards = true;
    if (out->gpu_type.length == 0)
        out->gpu_type = type;
}

/* Of the trackable resources only those that make energy: licences, file systems and
 * billing are passed over. A shard is a part of a GPU that others use as well,
 * and so is a percentage of one (mps). */
static bool read_item(slurm_tres *out, plume_field item, double *typed)
{
    static const plume_field none = { "", 0 };
    plume_field name = before(item, '='), value;
    slurm_memory_of of;
    double number;

    if (name.length == item.length)
        return true;
    value = after(item, name.length + 1);
    if (is_text(name, "energy"))
        return slurm_read_joules(&out->energy_j, value);
    if (is_text(name, "cpu"))
        return slurm_read_number(&out->cpus, value, BINARY_STEP);
    if (is_text(name, "mem")) {
        (void)slurm_read_memory(&out->memory_gb, &of, value); /* unknown is no fault */
        return true;
    }
    if (is_text(name, "node"))
        return slurm_read_number(&out->nodes, value, BINARY_STEP);
    if (is_text(name, "gres/shard") || begins(name, "gres/shard:"))
        add_shards(out, name.length > 11 ? after(name, 11) : none);
    if (is_text(name, "gres/mps") || begins(name, "gres/mps:"))
        add_shards(out, name.length > 9 ? after(name, 9) : none);
    if (!is_text(name, "gres/gpu") && !begins(name, "gres/gpu:"))
        return true;
    if (!slurm_read_number(&number, value, BINARY_STEP) || isnan(number))
        return false;
    add_gpus(out, name.length > 9 ? after(name, 9) : none, number, typed);
    return true;
}

bool slurm_read_tres(slurm_tres *out, plume_field cell)
{
    double typed = 0;

    tres_init(out);
    out->said = cell.length > 0;
    while (cell.length > 0) {
        plume_field item = before(cell, ',');

        if (!read_item(out, item, &typed))
            return false;
        cell = after(cell, item.length < cell.length ? item.length + 1 : item.length);
    }
    settle_gpus(out, typed);
    return true;
}

/* "gpu", "gpu:2", "gpu:a100:2": the last part is the count when it begins with a digit.
 */
static bool read_gres_item(slurm_tres *out, plume_field item, double *typed)
{
    plume_field name = before(item, ':'), rest, type = { "", 0 };
    double count = 1;

    if (!is_text(name, "gpu") && !is_text(name, "gres/gpu"))
        return true;
    rest = after(item, name.length < item.length ? name.length + 1 : name.length);
    if (rest.length > 0 && memchr(rest.text, ':', rest.length) != NULL) {
        type = before(rest, ':');
        rest = after(rest, type.length + 1);
    } else if (rest.length > 0 && !plume_is_digit(rest.text[0])) {
        type = rest;
        rest.length = 0;
    }
    if (rest.length > 0 && !slurm_read_number(&count, rest, BINARY_STEP))
        return false;
    add_gpus(out, type, count, typed);
    return true;
}

/* Up to a comma outside of "(IDX:0,2)". */
static plume_field gres_item(plume_field cell)
{
    int depth = 0;
    size_t i;

    for (i = 0; i < cell.length && (cell.text[i] != ',' || depth > 0); i++)
        depth += (cell.text[i] == '(') - (cell.text[i] == ')');
    return (plume_field){ cell.text, i };
}

bool slurm_read_gres(slurm_tres *out, plume_field cell)
{
    double typed = 0;

    tres_init(out);
    out->said = cell.length > 0;
    while (cell.length > 0) {
        plume_field item = gres_item(cell);

        if (!read_gres_item(out, before(item, '('), &typed))
            return false;
        cell = after(cell, item.length < cell.length ? item.length + 1 : item.length);
    }
    settle_gpus(out, typed);
    return true;
}
