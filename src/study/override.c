/* What the command line says over a study file. */
#include "study/internal.h"

#include <math.h>

#include <plume/number.h>

/* Copies a text that was given over one of the study. */
static plume_status take_text(plume_study_build *build, const char **out,
                              const char *given, plume_error *error)
{
    if (given == NULL || given[0] == '\0')
        return PLUME_OK;
    *out = plume_study_cleaned(build, given);
    return *out != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* 0 is not given either, so that a caller may leave a member of the struct out. */
static bool is_given(double value)
{
    return !isnan(value) && value != 0.0;
}

/* A report names the command line as the source of such a figure. */
static plume_given_value from_command_line(double value)
{
    return (plume_given_value){ value, PLUME_GIVEN_COMMAND_LINE, "command line", 0 };
}

/* All are checked before any is taken, so that a refused option leaves the numbers as
 * they were. */
static plume_status take_numbers(plume_study *study, const plume_study_overrides *given,
                                 plume_error *error)
{
    if (is_given(given->pue) && !(given->pue >= 1.0))
        return plume_fail(error, PLUME_ERR_VALUE,
                          "the PUE given is below 1, expected a ratio of at least 1");
    if (is_given(given->intensity_kg_per_kwh) && given->intensity_kg_per_kwh < 0.0)
        return plume_fail(error, PLUME_ERR_VALUE,
                          "the intensity given is negative, expected kg CO2e per kWh");
    if (is_given(given->device_count) && given->device_count < 0.0)
        return plume_fail(error, PLUME_ERR_VALUE,
                          "the number of devices given is negative");

    if (given->pue > PLUME_PUE_MOST ||
        given->intensity_kg_per_kwh > plume_dimension_most(PLUME_DIMENSION_INTENSITY) ||
        given->device_count > PLUME_DEVICES_MOST)
        return plume_fail(error, PLUME_ERR_VALUE,
                          "the PUE, intensity or number of devices given is beyond what "
                          "any study reaches (1e4, 1e4 kg/kWh, 1e7)");

    if (is_given(given->pue))
        study->pue = from_command_line(given->pue);
    if (is_given(given->intensity_kg_per_kwh))
        study->intensity_kg_per_kwh = from_command_line(given->intensity_kg_per_kwh);
    if (is_given(given->device_count))
        study->device_count = given->device_count;
    if (given->year != 0)
        study->year = given->year;
    return PLUME_OK;
}

static plume_status take_texts(plume_study_build *build,
                               const plume_study_overrides *given, plume_error *error)
{
    plume_study *study = &build->study;
    plume_status status = take_text(build, &study->title, given->title, error);

    if (status == PLUME_OK)
        status = take_text(build, &study->location, given->location, error);
    if (status == PLUME_OK)
        status = take_text(build, &study->provider, given->provider, error);
    if (status == PLUME_OK)
        status = take_text(build, &study->device, given->device, error);
    return status;
}

static bool says(const char *text)
{
    return text != NULL && text[0] != '\0';
}

/* Names of the command line have no place in a file. */
static plume_status check_names(const plume_study_overrides *given,
                                plume_factors *factors, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (says(given->location))
        status = plume_study_check_location(factors, given->location, NULL, error);
    if (status == PLUME_OK && says(given->provider))
        status = plume_study_check_provider(factors, given->provider, NULL, error);
    if (status == PLUME_OK && says(given->device))
        status = plume_study_check_device(factors, given->device, NULL, error);
    return status;
}

/* Names are checked before anything is taken: a refused one leaves the study as it was.
 */
plume_status plume_study_override(plume_study *study,
                                  const plume_study_overrides *overrides,
                                  plume_factors *factors, plume_error *error)
{
    plume_study_build *build = (plume_study_build *)study;
    plume_status status = check_names(overrides, factors, error);

    if (status == PLUME_OK)
        status = take_texts(build, overrides, error);
    if (status == PLUME_OK)
        status = take_numbers(study, overrides, error);
    if (status == PLUME_OK && says(overrides->timezone))
        status = plume_study_zone(build, &study->zone, overrides->timezone, NULL, error);
    /* Hours in the file are those of its own place; the command line speaks first. */
    if (status == PLUME_OK &&
        (says(overrides->location) || is_given(overrides->intensity_kg_per_kwh))) {
        plume_series_free(study->hourly);
        study->hourly = NULL;
    }
    /* A place on the command line speaks before an intensity in the file. */
    if (status == PLUME_OK && says(overrides->location) &&
        study->intensity_kg_per_kwh.given == PLUME_GIVEN_STUDY_FILE)
        study->intensity_kg_per_kwh = (plume_given_value){ NAN, PLUME_GIVEN_NOT, "", 0 };
    return status;
}
