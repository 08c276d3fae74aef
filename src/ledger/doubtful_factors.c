/* Intensities, PUE and powers that cannot be, told before they are reckoned with. */
#include "ledger/doubtful_factors.h"

#include "records/plausible.h"

typedef bool plausible(double value, plume_text *why);

/* prefix: of whom the figure is, with a blank behind it. */
static void doubt(plausible *judge, double value, const char *code, const char *path,
                  const char *prefix, plume_notes *notes)
{
    plume_text why;

    plume_text_init(&why);
    if (!judge(value, &why))
        plume_notes_add(notes, PLUME_WARNING, code, path, 0, "%s%s", prefix, why.data);
    plume_text_dispose(&why);
}

static void doubt_stated(plausible *judge, const plume_given_value *of, const char *code,
                         const plume_study *study, plume_notes *notes)
{
    if (of->given != PLUME_GIVEN_NOT)
        doubt(judge, of->value, code, study->path, "", notes);
}

/* Sizes of what was bought and made, far outside of what there is. */
static void doubt_sizes(const plume_study *study, plume_notes *notes)
{
    const plume_study_lifecycle *life = &study->lifecycle;
    const struct {
        const char *key, *what, *unit;
        double value, least, most;
    } sizes[] = {
        { "hardware.memory_gb", "run's memory", " GB", study->compute.memory_gb, 0, 1e7 },
        { "hardware.embodied_kg", "device's making", " kg", life->embodied_kg, 1, 20000 },
        { "hardware.host_embodied_kg", "host's making", " kg", life->host_embodied_kg, 10,
          50000 },
        { "hardware.end_of_life_kg", "device's end of life", " kg", life->end_of_life_kg,
          0, 20000 },
        { "hardware.devices_per_host", "host's devices", "", life->devices_per_host, 0,
          256 },
        { "hardware.lifetime_years", "hardware's lifetime", " years",
          life->lifetime_years, 0.1, 100 },
        { "hardware.reserved_device_hours", "reservation", " h",
          life->reserved_device_hours, 0, PLUME_DEVICES_BOUND * 1e5 },
        { "inference.energy_per_query_kwh", "query", " kWh", life->query_kwh, 0, 1000 },
        { "inference.queries_per_day", "service", " queries a day", life->queries_per_day,
          0, 1e13 },
        { "offsets.tonnes", "project's offsets", " kg", study->offset_kg, 0, 1e12 },
    };
    plume_text why;

    plume_text_init(&why);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        plume_text_clear(&why);
        if (!plume_plausible_within(sizes[i].value, sizes[i].least, sizes[i].most,
                                    sizes[i].what, sizes[i].unit, &why))
            plume_notes_add(notes, PLUME_WARNING, "implausible-size", study->path, 0,
                            "%s: %s", sizes[i].key, why.data);
    }
    plume_text_dispose(&why);
}

void plume_doubt_study(const plume_study *study, plume_notes *notes)
{
    const plume_given_value *const intensities[] = { &study->intensity_kg_per_kwh,
                                                     &study->market_kg_per_kwh,
                                                     &study->residual_kg_per_kwh,
                                                     &study->marginal_kg_per_kwh };
    const plume_study_lifecycle *life = &study->lifecycle;

    for (size_t i = 0; i < sizeof intensities / sizeof *intensities; i++)
        doubt_stated(plume_plausible_intensity, intensities[i], "implausible-intensity",
                     study, notes);
    doubt_stated(plume_plausible_pue, &study->pue, "implausible-pue", study, notes);
    doubt(plume_plausible_intensity, life->query_kg_per_kwh, "implausible-intensity",
          study->path, "of inference, ", notes);
    doubt(plume_plausible_pue, life->query_pue, "implausible-pue", study->path,
          "of inference, ", notes);
    doubt(plume_plausible_host_power, study->host_power_w, "implausible-power",
          study->path, "hardware.host_power_w: ", notes);
    doubt(plume_plausible_idle_power, life->idle_w, "implausible-power", study->path,
          "hardware.idle_power_w: ", notes);
    doubt_sizes(study, notes);
}

void plume_doubt_site(const plume_site *site, plume_notes *notes)
{
    const plume_given_value *grid = &site->gross_kg_per_kwh, *pue = &site->pue;
    plume_text whose;

    plume_text_init(&whose);
    if (grid->given == PLUME_GIVEN_DATASET) {
        plume_text_printf(&whose, "the table of factors on %s (%s): ", site->grid_name,
                          grid->source);
        doubt(plume_plausible_intensity, grid->value, "implausible-intensity", NULL,
              whose.data, notes);
    }
    plume_text_clear(&whose);
    if (pue->given == PLUME_GIVEN_DATASET) {
        plume_text_printf(&whose, "the table of factors (%s): ", pue->source);
        doubt(plume_plausible_pue, pue->value, "implausible-pue", NULL, whose.data,
              notes);
    }
    plume_text_dispose(&whose);
}
