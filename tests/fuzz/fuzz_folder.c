/* A folder in which several tools tell of a few pieces of work: what comes of it is
 * balanced, the same in any order of its files, and no more than the files tell one by
 * one. */
#include "fuzz_bytes.h"

#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include <plume/evidence.h>
#include <plume/intake.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { FILES = 5 };

typedef struct total {
    double energy_kwh, hours;
    uint64_t runs;
} total;

/* --- what stands in the files --- */

static const char *const ids[] = { "1201", "1202", "1203", "a-1", "b-2" };

/* Seconds of the first of May 2026: moments that logs share, or nearly. */
static unsigned moment(fuzz_bytes *by)
{
    return 3600 * (unsigned)fuzz_choice(by, 20) +
           (fuzz_byte(by) < 60 ? fuzz_byte(by) : 0);
}

static void add_moment(plume_text *out, unsigned second, char between)
{
    plume_text_printf(out, "2026-05-01%c%02u:%02u:%02u", between, second / 3600 % 24,
                      second / 60 % 60, second % 60);
}

static void emissions(plume_text *out, fuzz_bytes *by)
{
    size_t rows = fuzz_choice(by, 4);

    plume_text_add(
        out,
        "timestamp,project_name,run_id,duration,emissions,energy_consumed,cpu_energy,"
        "gpu_energy,ram_energy,country_iso_code,gpu_count,gpu_model\n");
    for (size_t i = 0; i < rows; i++) {
        double kwh = 0.01 * (1 + fuzz_byte(by));

        add_moment(out, moment(by), 'T');
        plume_text_printf(out, ",p,%s,%u,%.6f,%.6f,0,%.6f,0,DEU,%u,%u x Tesla V100\n",
                          FUZZ_WORD(by, ids), 60 * (1 + fuzz_byte(by)), kwh / 3, kwh, kwh,
                          1 + fuzz_byte(by) % 2, 1 + fuzz_byte(by) % 2);
    }
}

static void accounting(plume_text *out, fuzz_bytes *by)
{
    static const char *const states[] = { "COMPLETED", "FAILED", "TIMEOUT", "RUNNING",
                                          "CANCELLED" };
    size_t rows = fuzz_choice(by, 4);

    plume_text_add(out, "JobID|JobName|State|Start|End|ElapsedRaw|AllocTRES|"
                        "ConsumedEnergyRaw|NodeList\n");
    for (size_t i = 0; i < rows; i++) {
        unsigned from = moment(by), lasted = 60 * (1 + fuzz_byte(by));

        plume_text_printf(out, "%s|train|%s|", FUZZ_WORD(by, ids), FUZZ_WORD(by, states));
        add_moment(out, from, 'T');
        plume_text_add(out, "|");
        add_moment(out, from + lasted, 'T');
        plume_text_printf(out, "|%u|gres/gpu=%u|%u|n1\n", lasted, 1 + fuzz_byte(by) % 4,
                          fuzz_byte(by) < 100 ? 0 : 1000 * fuzz_byte(by));
    }
}

static void power(plume_text *out, fuzz_bytes *by)
{
    unsigned at = moment(by);
    size_t rows = fuzz_byte(by) % 24;

    plume_text_add(out, "timestamp, index, power.draw [W]\n");
    for (size_t i = 0; i < rows; i++) {
        plume_text_printf(out, "2026/05/01 %02u:%02u:%02u.000, %u, %u.5 W\n",
                          at / 3600 % 24, at / 60 % 60, at % 60, fuzz_byte(by) % 2,
                          fuzz_byte(by));
        at += 30 * (1 + (fuzz_byte(by) > 240 ? 100 : 0));
    }
}

static void table(plume_text *out, fuzz_bytes *by)
{
    size_t rows = fuzz_choice(by, 4);

    plume_text_add(out, "run_id,start,end,device,device_count,energy_kwh\n");
    for (size_t i = 0; i < rows; i++) {
        unsigned from = moment(by);

        plume_text_printf(out, "%s,", FUZZ_WORD(by, ids));
        add_moment(out, from, 'T');
        plume_text_add(out, "Z,");
        add_moment(out, from + 60 * (1 + fuzz_byte(by)), 'T');
        plume_text_printf(out, "Z,V100,%u,", 1 + fuzz_byte(by) % 4);
        if (fuzz_byte(by) > 80)
            plume_text_printf(out, "%.4f", 0.01 * fuzz_byte(by));
        plume_text_add(out, "\n");
    }
}

static void trials(plume_text *out, fuzz_bytes *by)
{
    size_t rows = fuzz_choice(by, 5);

    plume_text_add(out, "number,value,datetime_start,datetime_complete,duration,state\n");
    for (size_t i = 0; i < rows; i++) {
        unsigned from = moment(by), lasted = 60 * (1 + fuzz_byte(by) % 30);

        plume_text_printf(out, "%zu,0.5,", i);
        add_moment(out, from, ' ');
        plume_text_add(out, ",");
        add_moment(out, from + lasted, ' ');
        plume_text_printf(out, ",0 days 00:%02u:00,COMPLETE\n", lasted / 60);
    }
}

static void (*const writers[FILES])(plume_text *, fuzz_bytes *) = { emissions, accounting,
                                                                    power, table,
                                                                    trials };
static const char *const names[FILES] = { "emissions.csv", "jobs.psv", "power.csv",
                                          "runs.csv", "trials.csv" };

/* --- what comes of them --- */

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    total *sum = state;

    (void)error;
    if (run->other != PLUME_OTHER_NONE)
        return PLUME_OK;
    sum->runs++;
    sum->energy_kwh += isnan(run->energy.total_kwh) ? 0.0 : run->energy.total_kwh;
    sum->hours += isnan(run->duration_s) ? 0.0 : run->duration_s / 3600.0;
    return PLUME_OK;
}

/* False: it is refused. */
static bool read_all(total *out, const char *const *paths, size_t count)
{
    plume_intake *intake = NULL;
    plume_notes *notes = NULL;
    plume_status status = PLUME_OK;
    plume_records records;

    *out = (total){ 0 };
    if (plume_notes_new(&notes, NULL) != PLUME_OK ||
        plume_intake_new(&intake, notes, NULL) != PLUME_OK ||
        plume_evidence_attach(intake, NULL, NULL) != PLUME_OK)
        abort();
    plume_intake_allow_nothing(intake);
    for (size_t i = 0; i < count && status == PLUME_OK; i++)
        status = plume_intake_add(intake, paths[i], NULL, NULL);
    if (status == PLUME_OK)
        status = plume_intake_read(intake, (plume_run_sink){ take, out }, NULL);
    records = plume_intake_records(intake);
    if (status == PLUME_OK && !plume_records_balance(&records))
        abort();
    plume_intake_free(intake);
    plume_notes_free(notes);
    return status == PLUME_OK;
}

static bool is_close(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b)) + 1e-12;
}

static void demand(bool holds, const char *what, const total *got, const total *wanted)
{
    if (holds)
        return;
    fprintf(stderr, "%s: %g kWh, %g h, %llu runs; %g kWh, %g h, %llu runs\n", what,
            got->energy_kwh, got->hours, (unsigned long long)got->runs,
            wanted->energy_kwh, wanted->hours, (unsigned long long)wanted->runs);
    abort();
}

static void put(const char *path, const plume_text *text)
{
    FILE *file = fopen(path, "w");

    if (file == NULL || fwrite(text->data, 1, text->length, file) != text->length ||
        fclose(file) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static char folder[] = "/tmp/plume-fuzz-XXXXXX", path[FILES][64];
    static bool made;
    const char *forward[FILES], *backward[FILES];
    fuzz_bytes by = { bytes, length };
    total all, again, one, sum = { 0 };
    bool whole = true;
    plume_text text;

    if (!made && mkdtemp(folder) == NULL)
        abort();
    made = true;
    plume_text_init(&text);
    for (size_t i = 0; i < FILES; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s", folder, names[i]);
        forward[i] = backward[FILES - 1 - i] = path[i];
        plume_text_clear(&text);
        writers[i](&text, &by);
        put(path[i], &text);
    }
    plume_text_dispose(&text);
    if (!read_all(&all, forward, FILES))
        return 0;
    demand(read_all(&again, backward, FILES) && again.runs == all.runs &&
               is_close(again.energy_kwh, all.energy_kwh) &&
               is_close(again.hours, all.hours),
           "in another order", &again, &all);
    for (size_t i = 0; i < FILES; i++) {
        const char *alone[] = { path[i] };

        whole = whole && read_all(&one, alone, 1);
        sum.energy_kwh += one.energy_kwh;
        sum.hours += one.hours;
        sum.runs += one.runs;
    }
    demand(!whole || (all.energy_kwh <= sum.energy_kwh * (1 + 1e-9) + 1e-12 &&
                      all.runs <= sum.runs),
           "more than one by one", &all, &sum);
    return 0;
}
