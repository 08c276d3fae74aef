/* Decides which printed energy holds a PUE, and which part of the machine it covers. */
#include "readers/trackers/carbontracker/energy.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>
#include <plume/time.h>

/* A block prints whole seconds; the standard log hundredths. */
#define SAME_DURATION_S 1.5
/* Rounded means and printed decimals apart, P x t of the epochs is the printed energy. */
#define SAME_ENERGY_SHARE   0.02
#define SAME_ENERGY_KWH     1e-6
#define COVERAGE_TOLD_BELOW 0.95

void plume_carbon_warn(plume_carbon_making *m, const char *code)
{
    if (m->warnings.length > 0)
        plume_text_add_char(&m->warnings, ' ');
    plume_text_add(&m->warnings, code);
}

double plume_carbon_above_zero(double value)
{
    return value > 0.0 ? value : NAN;
}

/* --- PUE --- */

/* The constant of each version, from its history; NAN for one that is not known. */
static double pue_of_version(const char *version)
{
    double part[3] = { 0.0, 0.0, 0.0 };
    const char *text = version;
    double number;
    size_t i;

    for (i = 0; i < 3 && text[0] != '\0'; i++) {
        if (!plume_count_parse(&part[i], text, strcspn(text, ".")))
            break;
        text += strcspn(text, ".");
        text += text[0] == '.';
    }
    number = part[0] * 1e6 + part[1] * 1e3 + part[2];
    if (i == 0)
        return NAN;
    if (number >= 2e6)
        return 1.58;
    if (number >= 1001007.0)
        return 1.55;
    return number >= 1001005.0 ? 1.59 : 1.67;
}

/* The constant of the release that was current; without a date that of the first and of
 * the newest versions, which lies between the others. */
static double pue_of_time(double unix_s)
{
    if (unix_s >= plume_time_civil(2024, 9, 1, 0.0))
        return 1.58;
    if (unix_s >= plume_time_civil(2022, 12, 5, 0.0))
        return 1.55;
    if (unix_s >= plume_time_civil(2020, 10, 29, 0.0))
        return 1.59;
    if (unix_s >= plume_time_civil(2020, 5, 29, 0.0))
        return 1.67;
    return 1.58;
}

static void tell_assumed_pue(plume_carbon_making *m, double pue, const char *by)
{
    plume_text printed;

    plume_carbon_warn(m, "pue-inside-assumed");
    if (m->pair->told->pue == pue)
        return;
    m->pair->told->pue = pue;
    plume_text_init(&printed);
    (void)plume_number_print(&printed, pue);
    plume_log_note(
        m->log, PLUME_ASSUMED, m->line, "pue-inside-assumed",
        "carbontracker's energies hold a PUE of 1.55 to 1.67 that this log does "
        "not name: %s is divided out, %s",
        printed.data, by);
    plume_text_dispose(&printed);
}

/* Of the printed energy: the tracker always multiplies by one. */
static double find_pue(plume_carbon_making *m)
{
    double pue = isnan(m->standard->pue) ? m->output->pue : m->standard->pue;

    if (!isnan(pue))
        return pue;
    pue = pue_of_version(m->standard->version.data);
    if (!isnan(pue)) {
        tell_assumed_pue(m, pue, "that of its version");
        return pue;
    }
    pue = pue_of_time(m->run.start_s);
    tell_assumed_pue(m, pue,
                     isnan(m->run.start_s) ? "that of its newest version"
                                           : "that of its version at the time");
    return pue;
}

/* --- energy --- */

static bool close_to(double a, double b)
{
    return fabs(a - b) <= SAME_ENERGY_SHARE * fabs(b) + SAME_ENERGY_KWH;
}

/* Over all epochs, or unknown. */
static double whole_kwh(const plume_carbon_session *standard,
                        const plume_carbon_component *part)
{
    if (!part->reported || !(part->known_s > 0.0) ||
        part->known_s < standard->epochs_s * (1.0 - 1e-9))
        return NAN;
    return part->kwh;
}

/* Components from the power lines, if they make up the printed energy. */
static void split_energy(plume_carbon_making *m)
{
    plume_energy *energy = &m->run.energy;
    const plume_carbon_session *standard = m->standard;
    double cpu_kwh, gpu_kwh, sum_kwh;
    plume_text lines, block;

    if (standard->epochs == 0 ||
        fabs(standard->epochs_s - m->actual->duration_s) > SAME_DURATION_S)
        return;
    m->run.duration_s = standard->epochs_s;
    cpu_kwh = whole_kwh(standard, &standard->cpu);
    gpu_kwh = whole_kwh(standard, &standard->gpu);
    sum_kwh = (isnan(cpu_kwh) ? 0.0 : cpu_kwh) + (isnan(gpu_kwh) ? 0.0 : gpu_kwh);
    if ((isnan(cpu_kwh) && isnan(gpu_kwh)) || isnan(energy->total_kwh))
        return;
    if (close_to(sum_kwh, energy->total_kwh)) {
        energy->cpu_kwh = cpu_kwh;
        energy->gpu_kwh = gpu_kwh;
        return;
    }
    plume_carbon_warn(m, "components-disagree");
    plume_text_init(&lines);
    plume_text_init(&block);
    plume_number_significant(&lines, sum_kwh, 4);
    plume_number_significant(&block, energy->total_kwh, 4);
    plume_log_note(
        m->log, PLUME_WARNING, m->line, "components-disagree",
        "the power lines make %s kWh, the actual consumption without its PUE is %s "
        "kWh: the latter is used, without a split",
        lines.data, block.data);
    plume_text_dispose(&block);
    plume_text_dispose(&lines);
}

/* Carbontracker prints energies with a fixed number of decimals, so that a short
 * run's reads 0; the log also multiplies by a PUE, which is taken out again to come
 * to the energy of the devices. */
static void from_block(plume_carbon_making *m)
{
    plume_energy *energy = &m->run.energy;
    const plume_carbon_block *actual = m->actual;

    m->run.duration_s = plume_carbon_above_zero(actual->duration_s);
    m->run.logged_co2e_kg = plume_carbon_above_zero(actual->co2e_kg);
    energy->logged_kwh = plume_carbon_above_zero(actual->energy_kwh);
    if (isnan(energy->logged_kwh)) {
        plume_carbon_warn(m, "below-resolution");
        plume_log_note(
            m->log, PLUME_WARNING, m->line, "below-resolution",
            "the energy is printed as %s: nothing was measured, or less than the "
            "log's decimals show; it is unknown, not zero",
            actual->energy_kwh == 0.0 ? "0" : "nan");
    } else {
        energy->pue_included = find_pue(m);
        energy->total_kwh = energy->logged_kwh / energy->pue_included;
    }
    split_energy(m);
}

/* Mean power times duration; these lines hold no PUE. */
static void from_power_lines(plume_carbon_making *m)
{
    const plume_carbon_session *standard = m->standard;
    plume_energy *energy = &m->run.energy;

    m->run.duration_s = plume_carbon_above_zero(standard->epochs_s);
    energy->cpu_kwh = standard->cpu.known_s > 0.0 ? standard->cpu.kwh : NAN;
    energy->gpu_kwh = standard->gpu.known_s > 0.0 ? standard->gpu.kwh : NAN;
    if (!isnan(energy->gpu_kwh))
        energy->total_kwh =
            energy->gpu_kwh + (isnan(energy->cpu_kwh) ? 0.0 : energy->cpu_kwh);
    else if (!standard->gpu.listed)
        energy->total_kwh = energy->cpu_kwh;
    plume_text_add(&m->note, "mean power x duration of the epochs, no PUE inside");
    if (isnan(energy->total_kwh)) {
        plume_carbon_warn(m, "power-unknown");
        plume_log_note(m->log, PLUME_WARNING, m->line, "power-unknown",
                       "no epoch has a mean power for %s: the energy is unknown",
                       standard->gpu.listed ? "the GPU" : "any component");
    }
}

/* Share of the epochs' time that has a mean power, for whichever component has less; one
 * that never has any is a matter of the boundary. */
static void fill_coverage(plume_carbon_making *m)
{
    const plume_carbon_session *standard = m->standard;
    double known_s = standard->epochs_s;

    if (standard->gpu.known_s > 0.0)
        known_s = fmin(known_s, standard->gpu.known_s);
    if (standard->cpu.known_s > 0.0)
        known_s = fmin(known_s, standard->cpu.known_s);
    if (!(standard->epochs_s > 0.0) || isnan(m->run.energy.total_kwh) ||
        !(standard->gpu.known_s > 0.0 || standard->cpu.known_s > 0.0))
        return;
    m->run.energy.coverage = known_s / standard->epochs_s;
    if (m->run.energy.coverage >= COVERAGE_TOLD_BELOW)
        return;
    plume_carbon_warn(m, "low-coverage");
    plume_log_note(m->log, PLUME_WARNING, m->line, "low-coverage",
                   "mean powers cover %d %% of the epochs' time: the rest was too short "
                   "to be sampled",
                   (int)lround(100.0 * m->run.energy.coverage));
}

/* Epochs whose lines were torn were trained, and nobody knows how long. */
static void leave_out_untimed(plume_carbon_making *m)
{
    const plume_carbon_session *standard = m->standard;
    double share = (double)standard->timed / (double)standard->epochs;

    if (standard->timed >= standard->epochs || isnan(m->run.energy.total_kwh))
        return;
    m->run.energy.coverage =
        share * (isnan(m->run.energy.coverage) ? 1.0 : m->run.energy.coverage);
    plume_carbon_warn(m, "epochs-unread");
    plume_log_note(m->log, PLUME_WARNING, m->line, "epochs-unread",
                   "%llu of %llu epochs have no duration that can be read: their energy "
                   "is not counted",
                   (unsigned long long)(standard->epochs - standard->timed),
                   (unsigned long long)standard->epochs);
}

/* The training may have gone on after the actual consumption was printed. */
static bool measured_more(const plume_carbon_making *m)
{
    const plume_carbon_session *standard = m->standard;

    return m->actual != NULL &&
           standard->epochs_s > m->actual->duration_s + SAME_DURATION_S &&
           (standard->gpu.known_s > m->actual->duration_s ||
            (!standard->gpu.listed && standard->cpu.known_s > m->actual->duration_s));
}

/* The "actual consumption" is printed when the monitored epochs end, which may be
 * fewer than were trained: then the power lines of all epochs know more than the
 * summary. */
void plume_carbon_fill_energy(plume_carbon_making *m)
{
    m->run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    if (measured_more(m)) {
        plume_carbon_warn(m, "actual-covers-less");
        plume_log_note(
            m->log, PLUME_WARNING, m->line, "actual-covers-less",
            "the actual consumption covers %llu s, the epochs of the standard log "
            "%llu s: the latter's power lines are used",
            (unsigned long long)m->actual->duration_s,
            (unsigned long long)m->standard->epochs_s);
    }
    if (m->actual != NULL && !measured_more(m)) {
        from_block(m);
        fill_coverage(m);
        return;
    }
    from_power_lines(m);
    fill_coverage(m);
    leave_out_untimed(m);
}

/* --- boundary --- */

/* Whether a component is inside the energy: found, and not without power throughout while
 * the other one had some. */
static bool is_inside(const plume_carbon_component *part,
                      const plume_carbon_component *other)
{
    return part->listed &&
           !(part->reported && !(part->known_s > 0.0) && other->known_s > 0.0);
}

static void tell_unknown_scope(plume_carbon_making *m)
{
    plume_carbon_warn(m, "scope-unknown");
    if (!m->pair->told->scope)
        plume_log_note(m->log, PLUME_ASSUMED, m->line, "scope-unknown",
                       "the log does not say which components its energy covers");
    m->pair->told->scope = true;
}

/* GPU and CPU watched are the IT equipment; a GPU alone is the devices; a GPU that
 * was there and not watched is missing from the energy. */
void plume_carbon_fill_scope(plume_carbon_making *m)
{
    const plume_carbon_session *of = m->standard;
    bool gpu, cpu;

    if (!of->gpu.listed && !of->cpu.listed)
        of = m->output;
    gpu = is_inside(&of->gpu, &of->cpu);
    cpu = is_inside(&of->cpu, &of->gpu);
    m->run.device = of->device.data;
    m->run.device_count =
        plume_carbon_above_zero(of->gpu.listed ? of->gpu.devices : of->cpu.devices);
    if (of->device.length == 0)
        m->run.device_count = of->gpu.listed ? m->run.device_count : NAN;
    if (gpu && cpu) {
        m->run.energy.scope = PLUME_SCOPE_IT;
    } else if (gpu) {
        m->run.energy.scope = PLUME_SCOPE_DEVICE;
        plume_carbon_warn(m, "device-scope");
        plume_log_note(
            m->log, PLUME_WARNING, m->line, "device-scope",
            "only the GPU was measured: the energy is that of the accelerators "
            "alone");
    } else if (cpu && !of->gpu.listed) {
        m->run.energy.scope = PLUME_SCOPE_IT;
    } else if (cpu) {
        plume_carbon_warn(m, "gpu-unmeasured");
        plume_log_note(m->log, PLUME_WARNING, m->line, "gpu-unmeasured",
                       "a GPU was found but not measured: the energy lacks it");
    } else {
        tell_unknown_scope(m);
    }
}
