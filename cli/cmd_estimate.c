/* cli/cmd_estimate.c -- energy and CO2e by every method, of logs or of a few figures. */
#include "divided.h"
#include "estimate_sites.h"
#include "estimate_totals.h"

#include <math.h>
#include <string.h>

typedef struct estimate_options {
    cli_reading reading;
    const char *output, *format, *device, *precision, *processor, *version;
    cli_list method;
    double count, hours, power, utilization, flops, repeat;
    double cores, core_power, core_utilization, memory_gb;
    double efficiency, parameters, tokens;
    bool quiet;
} estimate_options;

static const cli_option table[] = {
    { "device", 'd', CLI_TEXT, offsetof(estimate_options, device), "NAME",
      "accelerator: V100, 'NVIDIA A100-SXM4-80GB', TPU v3" },
    { "count", 'n', CLI_DEVICES, offsetof(estimate_options, count), "N",
      "how many of them; 1" },
    { "hours", 't', CLI_HOURS, offsetof(estimate_options, hours), "HOURS",
      "wall-clock time; also 79:12:00 or '3.3 d'" },
    { "power", 'p', CLI_POWER, offsetof(estimate_options, power), "WATTS",
      "average draw of the whole run, all devices and host" },
    { "utilization", 'u', CLI_SHARE, offsetof(estimate_options, utilization), "RATIO",
      "share of the rated power that was drawn, 0 to 1" },
    { "flops", 0, CLI_WORK, offsetof(estimate_options, flops), "FLOP",
      "work done, when no time is known" },
    { "parameters", 0, CLI_COUNT, offsetof(estimate_options, parameters), "N",
      "of a trained model, those that act on a token; 175e9" },
    { "tokens", 0, CLI_COUNT, offsetof(estimate_options, tokens), "N",
      "that it was trained on; 300e9" },
    { "efficiency", 0, CLI_SHARE, offsetof(estimate_options, efficiency), "RATIO",
      "share of the peak throughput that was reached, 0 to 1" },
    { "precision", 0, CLI_TEXT, offsetof(estimate_options, precision), "NAME",
      "of its arithmetic: fp32, tf32, bf16, fp16, fp8, fp4" },
    { "processor", 0, CLI_TEXT, offsetof(estimate_options, processor), "NAME",
      "processor: 'AMD EPYC 7742'" },
    { "cores", 0, CLI_COUNT, offsetof(estimate_options, cores), "N",
      "cores of processors that were used" },
    { "core-power", 0, CLI_POWER, offsetof(estimate_options, core_power), "WATTS",
      "rated power of a core; else that of the processor's" },
    { "core-utilization", 0, CLI_SHARE, offsetof(estimate_options, core_utilization),
      "RATIO", "share of the cores' rated power that was drawn, 0 to 1" },
    { "memory-gb", 0, CLI_NUMBER, offsetof(estimate_options, memory_gb), "GB",
      "memory that the run had" },
    { "repeat", 0, CLI_COUNT, offsetof(estimate_options, repeat), "N",
      "so many equal runs; 1" },
    { "tool-version", 0, CLI_TEXT, offsetof(estimate_options, version), "VERSION",
      "of CodeCarbon, for its method: 2.1.4; the newest" },
    CLI_METHOD(estimate_options, method, "methods to apply instead of the two defaults"),
#define READING(name, letter, kind, field, value, help)                                  \
    { name, letter, kind, offsetof(estimate_options, reading.field), value, help },
#include "reading.def"
#undef READING
    CLI_BY(estimate_options, reading.by),
    { "format", 0, CLI_TEXT, offsetof(estimate_options, format), "FORMAT",
      "table, json or csv" },
    { "output", 'o', CLI_TEXT, offsetof(estimate_options, output), "FILE",
      "write there" },
    { "quiet", 'q', CLI_FLAG, offsetof(estimate_options, quiet), NULL,
      "no notes but of what was left out" },
    { NULL, 0, CLI_FLAG, 0, NULL, NULL },
};

/* Whether the options describe a run, instead of logs. */
static bool is_described(const estimate_options *options)
{
    return options->device != NULL || !isnan(options->power) ||
           options->processor != NULL || !isnan(options->cores);
}

/* Whether an option was given that says something of such a run alone. */
static bool has_figures(const estimate_options *options)
{
    const double figures[] = { options->count,      options->hours,
                               options->repeat,     options->utilization,
                               options->flops,      options->efficiency,
                               options->core_power, options->core_utilization,
                               options->memory_gb,  options->parameters,
                               options->tokens };

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        if (!isnan(figures[i]))
            return true;
    return options->version != NULL;
}

/* Texts of a run are never NULL. */
static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

/* One run that holds what the options say. */
static void described_run(plume_run *run, const estimate_options *options)
{
    plume_run_init(run);
    run->id = "command line";
    run->device = or_empty(options->device);
    if (options->device != NULL || !isnan(options->power))
        run->device_count = isnan(options->count) ? 1.0 : options->count;
    run->repeat = isnan(options->repeat) ? 1.0 : options->repeat;
    run->tool_version = or_empty(options->version);
    run->duration_s = options->hours * CLI_SECONDS_PER_HOUR;
    run->power_w = options->power;
    run->utilization = options->utilization;
    run->flops = options->flops;
    run->compute = (plume_compute){ .processor = or_empty(options->processor),
                                    .cores = options->cores,
                                    .core_w = options->core_power,
                                    .core_utilization = options->core_utilization,
                                    .memory_gb = options->memory_gb,
                                    .efficiency = options->efficiency,
                                    .parameters = options->parameters,
                                    .tokens = options->tokens };
    run->state = PLUME_STATE_COMPLETE;
    if (!isnan(options->power))
        run->energy.scope = PLUME_SCOPE_IT;
}

/* Methods that compute an energy of their own need none of the run's. */
static bool need_energy(const estimate_options *options)
{
    for (size_t i = 0; i < options->method.count; i++) {
        const plume_method *method = plume_method_find(options->method.item[i]);

        if (method != NULL && method->of_hardware)
            return false;
    }
    return true;
}

typedef struct resolving {
    plume_run_sink sink;
    cli_work *work;
    bool needs_energy;
} resolving;

/* The ledger only counts what it cannot estimate; of a single run that is the whole
 * question. */
static plume_status take_resolved(void *state, const plume_run *run, plume_error *error)
{
    resolving *to = state;
    plume_workload workload;
    plume_status status = PLUME_OK;

    if (to->needs_energy)
        status =
            plume_workload_resolve(&workload, run, to->work->factors, NAN, NULL, error);
    return status == PLUME_OK ? to->sink.take(to->sink.state, run, error) : status;
}

static plume_status take_described(plume_run_sink sink, cli_work *work,
                                   const estimate_options *options, plume_error *error)
{
    resolving to = { sink, work, need_energy(options) };
    plume_status status = PLUME_OK;
    plume_device processor;
    plume_run run;

    described_run(&run, options);
    if (options->precision != NULL &&
        !plume_precision_named(options->precision, &run.compute.precision))
        return plume_fail(error, PLUME_ERR_UNKNOWN, "--precision is '%s', expected %s",
                          options->precision, PLUME_PRECISION_NAMES);
    if (options->processor != NULL)
        status = plume_factors_device(work->factors, options->processor, &processor, NULL,
                                      error);
    if (status != PLUME_OK)
        return status;
    return plume_intake_take_given(work->intake, &run,
                                   (plume_run_sink){ take_resolved, &to }, error);
}

static plume_status fill_ledger(plume_ledger *ledger, cli_work *work,
                                const estimate_options *options, bool described,
                                plume_error *error)
{
    plume_run_sink sink = plume_ledger_sink(ledger);
    plume_status status;

    if (described) {
        status = take_described(sink, work, options, error);
    } else {
        status = plume_ledger_read(ledger, work->intake, error);
        if (status == PLUME_OK)
            status = cli_work_check(work, &options->reading, error);
    }
    /* Logs without a known energy are told of; a method that was named and serves none of
     * them is no answer. */
    if (status == PLUME_OK && options->method.count > 0)
        status = plume_ledger_check_served(ledger, error);
    return status == PLUME_OK ? plume_ledger_close(ledger, error) : status;
}

static void print_notes(plume_text *out, const plume_notes *notes, bool apart)
{
    if (plume_notes_count(notes) > 0) /* apart from a table that nothing else ends */
        plume_text_add(out, apart ? "\n" : "");
    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        const plume_note *note = plume_notes_at(notes, i);

        if (note->severity == PLUME_ASSUMED || note->severity == PLUME_INFO)
            plume_text_printf(out, "Note       %s\n", note->message);
    }
}

/* "380-860", to the figures that it supports; "n/a" where an estimate has none. */
static void put_interval(plume_text *out, const plume_estimate *estimate)
{
    const double *ends = estimate->interval95_kg;
    int digits = plume_supported_digits(estimate->co2e_kg, ends[0], ends[1]);

    cli_put_number(out, ends[0], digits);
    if (isnan(ends[0]))
        return;
    plume_text_add_char(out, '-');
    cli_put_number(out, ends[1], digits);
}

/* Pounds stand beside kilograms, since Strubell et al. (2019) print pounds. */
static bool print_table(plume_text *out, const plume_ledger *ledger)
{
    static const char *const heads[] = {
        "Method",  "Basis",    ">Energy kWh", ">PUE",
        ">kg/kWh", ">CO2e kg", ">CO2e lb",    ">95 % kg"
    };
    static const int digits[] = { CLI_ESTIMATE_DIGITS, 3, 4, CLI_ESTIMATE_DIGITS - 1,
                                  CLI_ESTIMATE_DIGITS - 1 };
    enum { FIGURES = sizeof digits / sizeof *digits };
    cli_table *shown = cli_table_new(heads, FIGURES + 3);

    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++) {
        plume_estimate estimate = plume_ledger_estimate_at(ledger, i);
        const double value[FIGURES] = { estimate.energy_kwh, estimate.pue,
                                        estimate.intensity_kg_per_kwh, estimate.co2e_kg,
                                        estimate.co2e_kg / PLUME_KG_PER_LB };
        const char *cell[FIGURES + 3] = { estimate.method,
                                          plume_basis_name(estimate.basis) };
        plume_text number[FIGURES + 1];

        for (size_t k = 0; k < FIGURES; k++) {
            plume_text_init(&number[k]);
            cli_put_number(&number[k], value[k], digits[k]);
            cell[k + 2] = number[k].data;
        }
        plume_text_init(&number[FIGURES]);
        put_interval(&number[FIGURES], &estimate);
        cell[FIGURES + 2] = number[FIGURES].data;
        cli_table_row(shown, cell);
        for (size_t k = 0; k <= FIGURES; k++)
            plume_text_dispose(&number[k]);
    }
    return cli_table_print(shown, out);
}

/* schema names this form: it changes when a key changes its meaning. */
static void print_json(plume_text *out, const plume_ledger *ledger,
                       const plume_notes *notes)
{
    const plume_totals *all = plume_ledger_all(ledger);
    plume_value *root = plume_value_map(), *list, *map;

    plume_value_set_string(root, "schema", "plume.estimate/1");
    map = plume_value_set_map(root, "workload");
    plume_value_set_count(map, "runs", all->runs);
    plume_value_set_count(map, "known_runs", all->energy_runs);
    plume_value_set_count(map, "at_most_runs", all->most_runs);
    plume_value_set_number(map, "device_hours", cli_device_hours(all));
    plume_value_set_number(map, "it_kwh", all->energy_runs > 0 ? all->it_kwh : NAN);
    list = plume_value_set_list(root, "estimates");
    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++) {
        plume_estimate estimate = plume_ledger_estimate_at(ledger, i);

        map = plume_value_set_map(list, NULL);
        plume_estimate_to_value(&estimate, map);
        plume_value_set_count(map, "known_runs", all->estimated_runs[i]);
    }
    if (plume_ledger_divided_by(ledger) != PLUME_BY_NOTHING)
        plume_ledger_divided_to_value(ledger, plume_value_set_map(root, "by"));
    list = plume_value_set_list(root, "notes");
    plume_notes_to_value(notes, list);
    plume_json_print(out, root, false);
    plume_value_free(root);
}

/* kWh and kg in full precision: this form is for programs. */
static void print_csv(plume_text *out, const plume_ledger *ledger)
{
    const plume_totals *all = plume_ledger_all(ledger);

    plume_text_add(out, "method,basis,energy_kwh,pue,intensity_kg_per_kwh,co2e_kg,"
                        "low95_kg,high95_kg,known_runs,runs,at_most_runs\n");
    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++) {
        plume_estimate estimate = plume_ledger_estimate_at(ledger, i);
        const double value[] = {
            estimate.energy_kwh,           estimate.pue,
            estimate.intensity_kg_per_kwh, estimate.co2e_kg,
            estimate.interval95_kg[0],     estimate.interval95_kg[1]
        };

        plume_text_printf(out, "%s,%s", estimate.method,
                          plume_basis_name(estimate.basis));
        for (size_t k = 0; k < sizeof value / sizeof *value; k++) {
            plume_text_add_char(out, ',');
            plume_number_print(out, value[k]);
        }
        plume_text_printf(
            out, ",%llu,%llu,%llu\n", (unsigned long long)all->estimated_runs[i],
            (unsigned long long)all->runs, (unsigned long long)all->most_runs);
    }
}

/* JSON holds the notes as data, whether or not --quiet leaves them out of the table. */
static plume_status print(plume_text *out, const plume_ledger *ledger,
                          const cli_work *work, cli_format format, bool quiet,
                          plume_error *error)
{
    if (format == CLI_AS_JSON) {
        print_json(out, ledger, work->notes);
    } else if (format == CLI_AS_CSV && work->by != PLUME_BY_NOTHING) {
        cli_put_divided_csv(out, ledger);
    } else if (format == CLI_AS_CSV) {
        print_csv(out, ledger);
    } else {
        cli_put_heading(out, ledger);
        if (!print_table(out, ledger))
            return plume_fail_memory(error);
        if (!cli_put_divided(out, ledger))
            return plume_fail_memory(error);
        cli_put_evidence(out, ledger);
        if (cli_put_sites(out, ledger, error) != PLUME_OK)
            return PLUME_ERR_MEMORY;
        if (!quiet)
            print_notes(out, work->notes, plume_ledger_all(ledger)->energy_runs == 0);
    }
    return plume_text_status(out, error);
}

/* Methods that are named here stand in place of the defaults, unlike those of the other
 * commands, which stand beside them. */
static plume_status estimate(const estimate_options *options, char *const *paths,
                             size_t path_count, cli_format format, plume_text *out,
                             plume_error *error)
{
    const char *const *methods =
        options->method.count > 0 ? (const char *const *)options->method.item : NULL;
    plume_ledger *ledger = NULL;
    cli_work work;
    plume_status status;

    status = cli_work_open(&work, &options->reading, paths, path_count, error);
    if (status == PLUME_ERR_MISSING && work.intake != NULL && is_described(options))
        status = PLUME_OK; /* the figures of the command line are the run */
    if (status == PLUME_OK)
        plume_intake_spare_digests(work.intake);
    if (status == PLUME_OK)
        status = plume_ledger_new(&ledger, work.study, work.factors, methods,
                                  options->method.count, work.notes, error);
    if (status == PLUME_OK)
        status = plume_ledger_divide(ledger, work.by, error);
    if (status == PLUME_OK)
        status = fill_ledger(ledger, &work, options, is_described(options), error);
    if (status == PLUME_OK)
        status = print(out, ledger, &work, format, options->quiet, error);
    cli_warn(work.notes, 20, options->quiet);
    plume_ledger_free(ledger);
    cli_work_close(&work);
    return status;
}

/* The answer to the words of the command line, or how they are misused. */
static int answer(const estimate_options *options, int argc, char **argv, plume_text *out)
{
    plume_error error = { 0 };
    cli_format format;
    int status;

    if (!cli_format_find(&format, options->format))
        status = cli_misused("estimate", "--format is '%s', expected table, json or csv",
                             options->format);
    else if (argc == 0 && !is_described(options) && options->reading.study == NULL)
        status = cli_misused("estimate",
                             "name logs, or a --device, --power, --processor or --cores");
    else if (argc > 0 && is_described(options))
        status =
            cli_misused("estimate", "logs and --device, --power, --processor or --cores "
                                    "exclude each other");
    else if (argc > 0 && has_figures(options))
        status = cli_misused("estimate",
                             "logs have figures of their own: --count, --hours, "
                             "--utilization and the others of a run go without logs");
    else if (estimate(options, argv, (size_t)argc, format, out, &error) != PLUME_OK)
        status = cli_fail(&error);
    else
        status = cli_write(options->output, out);
    return status;
}

/* NAN: the option was not given. */
static void nothing_said(estimate_options *options)
{
    options->count = options->hours = options->power = options->repeat = NAN;
    options->utilization = options->flops = options->efficiency = NAN;
    options->cores = options->core_power = options->core_utilization = NAN;
    options->memory_gb = options->parameters = options->tokens = NAN;
}

/* Every number is unknown until it is given: 0 would be an answer. */
static int run(int argc, char **argv)
{
    estimate_options options = { .format = "table" };
    plume_text out;
    int status;

    nothing_said(&options);
    cli_reading_init(&options.reading);
    plume_text_init(&out);
    if (cli_parse(&cli_command_estimate, &options, &argc, &argv, &status))
        status = answer(&options, argc, argv, &out);
    cli_list_dispose(&options.method);
    cli_reading_dispose(&options.reading);
    plume_text_dispose(&out);
    return status;
}

const cli_command cli_command_estimate = {
    .name = "estimate",
    .arguments = "[OPTION...] [PATH...]",
    .summary = "energy and CO2e by every method, of logs or of a few figures",
    .description = "Reads logs, or takes one run described by options, and prints its "
                   "energy and emissions "
                   "by each method. Without --power the energy follows from the device: "
                   "its measured "
                   "system average, else its rated power times --utilization. Every "
                   "default that was used "
                   "is named. The last column is the 95 % interval; figures as "
                   "published have none. A "
                   "method that lacks a quantity says which; named alone, that is an "
                   "error.",
    .examples =
        "  $ plume estimate --device V100 --count 64 --hours 79.2 --power 12041.51\n"
        "  $ plume estimate --device 'TPU v3' --count 512 --hours '20 d' -l TW\n"
        "  $ plume estimate --cores 8 --core-power 12 --memory-gb 64 --hours 10 -m "
        "green-algorithms\n"
        "  $ plume estimate --device V100 --count 10000 --parameters 175e9 --tokens "
        "300e9 --efficiency 0.197 -m llmcarbon\n"
        "  $ plume estimate logs/ --format json\n",
    .option = table,
    .run = run,
};
