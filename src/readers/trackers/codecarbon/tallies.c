/* What CodeCarbon's rows have in common that a reader of the report should know. */
#include "readers/trackers/codecarbon/tallies.h"

#include <string.h>

static const struct {
    plume_severity severity;
    const char *code, *message;
} kinds[CC_TALLY_COUNT] = {
    [CC_TALLY_NO_ENERGY] = { PLUME_WARNING, "energy-unknown",
                             "energy_consumed is empty: the run counts, its energy is "
                             "unknown" },
    [CC_TALLY_PROCESSOR_GUESSED] = { PLUME_ASSUMED, "processor-guessed",
                                     "CodeCarbon did not know the processor and assumed "
                                     "its power" },
    [CC_TALLY_RAM_MODELLED] = { PLUME_ASSUMED, "ram-power-modelled",
                                "memory power is CodeCarbon's model, not measured" },
    [CC_TALLY_WORLD_GRID] = { PLUME_ASSUMED, "default-intensity",
                              "CodeCarbon fell back on the world's grid, 475 g/kWh" },
    [CC_TALLY_NO_NETWORK] = { PLUME_WARNING, "default-intensity",
                              "without an answer from the network CodeCarbon writes "
                              "Canada, Quebec, 46.8/-71.2 and its 3.94 g/kWh: the place "
                              "is unknown; state it with --location" },
    [CC_TALLY_PARTS_DIFFER] = { PLUME_WARNING, "parts-differ",
                                "processor, accelerator and memory energy do not add up "
                                "to energy_consumed" },
    [CC_TALLY_SEVERAL_GPUS] = { PLUME_WARNING, "several-gpu-models",
                                "gpu_model names several devices" },
    [CC_TALLY_CLOUD_UNSEEN] = { PLUME_WARNING, "cloud-unseen",
                                "the kernel is a cloud's, but no cloud provider was "
                                "logged" },
    [CC_TALLY_NO_SUCH_TIME] = { PLUME_WARNING, "no-such-time",
                                "the time stamp names a moment that does not exist: the "
                                "run counts, its time is unknown" },
    [CC_TALLY_STRETCHES] = { PLUME_INFO, "duration-restarts",
                             "the tracker was started again: its energy goes on, its "
                             "duration begins at 0; the stretches were added" },
    [CC_TALLY_SHORT_DURATION] = { PLUME_WARNING, "duration-restarts",
                                  "the energy in the row's duration is more than twice "
                                  "the row's own powers: CodeCarbon's clock began again "
                                  "(at each task), and the run took the time that its "
                                  "energy takes at these powers, at least" },
    [CC_TALLY_PUE_UNKNOWN] = { PLUME_ASSUMED, "pue-not-logged",
                               "CodeCarbon multiplies the energies of tasks by the pue "
                               "that only emissions.csv tells; without the row of the "
                               "run "
                               "it is taken as 1, its default" },
    [CC_TALLY_PUE_EMPTY] = { PLUME_ASSUMED, "pue-not-logged",
                             "the cell of the pue that is inside the energies is empty, "
                             "as of a row that was cut off: it is taken as 1, "
                             "CodeCarbon's default" },
    [CC_TALLY_PROCESS_MODE] = { PLUME_WARNING, "tracking-modes-mixed",
                                "rows of process mode stand beside rows of machine mode: "
                                "the former are a share of what the latter hold whole, "
                                "where they share time, and with RAPL the whole "
                                "processor" },
};

void codecarbon_count(codecarbon_tallies *tallies, codecarbon_tally which, uint64_t line)
{
    if (tallies->of[which].rows++ == 0)
        tallies->of[which].first_line = line;
}

void codecarbon_warnings_init(codecarbon_warnings *warnings)
{
    memset(warnings, 0, sizeof *warnings);
    plume_text_init(&warnings->text);
    codecarbon_warnings_clear(warnings);
}

void codecarbon_warnings_dispose(codecarbon_warnings *warnings)
{
    plume_text_dispose(&warnings->text);
}

/* Four bits for each that is told, behind a bit that none of them is. */
enum { TALLY_BITS = 4 };
_Static_assert(CC_TALLY_COUNT <= 1 << TALLY_BITS, "a tally needs more bits");

void codecarbon_warnings_clear(codecarbon_warnings *warnings)
{
    warnings->told = 1;
}

void codecarbon_warn(codecarbon_warnings *warnings, codecarbon_tally which, uint64_t line)
{
    codecarbon_count(&warnings->tallies, which, line);
    warnings->told = warnings->told << TALLY_BITS | (uint64_t)which;
}

const char *codecarbon_warnings_text(codecarbon_warnings *warnings)
{
    unsigned bits = 64 - TALLY_BITS;

    if (warnings->told == warnings->shown)
        return warnings->text.data;
    plume_text_clear(&warnings->text);
    warnings->shown = warnings->told;
    while (bits > 0 && warnings->told >> bits == 0)
        bits -= TALLY_BITS;
    for (; bits > 0; bits -= TALLY_BITS) {
        plume_text_add(&warnings->text, warnings->text.length > 0 ? " " : "");
        plume_text_add(
            &warnings->text,
            kinds[warnings->told >> (bits - TALLY_BITS) & ((1 << TALLY_BITS) - 1)].code);
    }
    return warnings->text.data;
}

void codecarbon_tell(plume_log *log, const codecarbon_tallies *tallies)
{
    for (size_t i = 0; i < CC_TALLY_COUNT; i++)
        if (tallies->of[i].rows > 0 && kinds[i].code != NULL &&
            (i != CC_TALLY_PROCESS_MODE || tallies->of[CC_TALLY_MACHINE_MODE].rows > 0))
            plume_log_note(log, kinds[i].severity, tallies->of[i].first_line,
                           kinds[i].code, "%s (%llu row%s)", kinds[i].message,
                           (unsigned long long)tallies->of[i].rows,
                           tallies->of[i].rows == 1 ? "" : "s");
}
