/* CodeCarbon's rows and tasks, and carbontracker's logs. */
#include "properties/logs.h"

#include <stdio.h>

#define HEAD                                                                             \
    "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_"     \
    "power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,"     \
    "country_iso_code,region,cloud_provider,cloud_region,os,python_version,codecarbon_"  \
    "version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_total_size," \
    "tracking_mode,on_cloud,pue\n"

/* share: of the account's time and energy. */
static void add_row(plume_text *text, const world *from, const told *one, double end_s,
                    double share)
{
    double duration_s = (one->end_s - one->start_s) * share;
    double pue = world_pue(from, one->run), part = share * pue;
    double gpu_kwh = told_gpu_kwh(from, one) * part;
    double cpu_kwh = told_cpu_kwh(one) * part, ram_kwh = told_ram_kwh(one) * part;
    double total_kwh = gpu_kwh + cpu_kwh + ram_kwh;

    logs_stamp(text, end_s, 'T');
    plume_text_printf(text, ",x,cc%02d-%d-%d,%.17g,%.17g,1e-4,100,%.17g,20,%.17g,",
                      one->run, one->rank, one->session, duration_s, total_kwh * 0.4,
                      gpu_kwh * 3.6e6 / duration_s / pue, cpu_kwh);
    plume_text_printf(text,
                      "%.17g,%.17g,%.17g,Germany,DEU,hesse,,,Linux,3.11.4,2.4.1,64,%s,",
                      gpu_kwh, ram_kwh, total_kwh, world_processor(from, one->run));
    plume_text_printf(text, "%d,%d x " WORLD_DEVICE ",,,%.17g,machine,N,%.17g\n",
                      one->devices, one->devices, world_memory_gb(from, one->run), pue);
}

void write_codecarbon(const world *from, const char *folder)
{
    const told *all[TOLD_MAX];

    for (int file = 0; file < 2; file++) {
        size_t count = world_of(from, TOOL_CODECARBON, file, all);
        plume_text text;

        plume_text_init(&text);
        plume_text_add(&text, HEAD);
        for (size_t i = 0; i < count; i++)
            add_row(&text, from, all[i], all[i]->end_s, 1.0);
        if (count > 0)
            logs_put(folder, file == 0 ? "emissions.csv" : "emissions-more.csv",
                     text.data, text.length);
        plume_text_dispose(&text);
    }
}

/* Two tasks of one run: a third and a half of its time. */
void write_tasks(const world *from, const char *folder)
{
    for (size_t i = 0; i < from->count; i++) {
        const told *one = &from->told[i];
        double length_s = one->end_s - one->start_s;
        char name[64];
        plume_text text;

        if (one->tool != TOOL_TASKS || one->left_out)
            continue;
        plume_text_init(&text);
        plume_text_add(&text, "task_name," HEAD "load,");
        add_row(&text, from, one, one->start_s + length_s / 3.0, 1.0 / 3.0);
        plume_text_add(&text, "train,");
        add_row(&text, from, one, one->start_s + length_s * 0.9, 0.5);
        snprintf(name, sizeof name, "emissions_base_cc%02d-%d-%d.csv", one->run,
                 one->rank, one->session);
        logs_put(folder, name, text.data, text.length);
        plume_text_dispose(&text);
    }
}

/* --- carbontracker --- */

static void add_line(plume_text *text, double time_s, const char *words)
{
    logs_stamp(text, time_s, ' ');
    plume_text_printf(text, " - %s\n", words);
}

static void add_epoch(plume_text *text, const told *one, int epoch, double end_s,
                      double duration_s, double gpu_w)
{
    char words[128];

    snprintf(words, sizeof words, "Epoch %d:", epoch);
    add_line(text, end_s, words);
    snprintf(words, sizeof words, "Duration: %d:%02d:%05.2f", (int)duration_s / 3600,
             (int)duration_s / 60 % 60, duration_s - (int)duration_s / 60 * 60);
    add_line(text, end_s, words);
    if (one->devices > 0) {
        logs_stamp(text, end_s, ' ');
        plume_text_add(text, " - Average power usage (W) for gpu: [");
        for (int device = 0; device < one->devices; device++)
            plume_text_printf(text, device == 0 ? "%.2f" : " %.2f", gpu_w);
        plume_text_add(text, "]\n");
    }
    snprintf(words, sizeof words, "Average power usage (W) for cpu: [%.4f]",
             95.0 * one->energy);
    add_line(text, end_s, words);
}

static void add_session(plume_text *text, const world *from, const told *one)
{
    double half_s = (one->end_s - one->start_s) / 2.0;
    double gpu_w = from->run[one->run].gpu_w * one->energy;

    add_line(text, one->start_s, "carbontracker version 1.2.3");
    logs_stamp(text, one->start_s, ' ');
    plume_text_add(text, " - The following components were found: GPU with device(s) ");
    for (int device = 0; device < one->devices; device++)
        plume_text_add(text, device == 0 ? WORLD_DEVICE : ", " WORLD_DEVICE);
    plume_text_add(text, ". CPU with device(s) cpu:0.\n");
    add_line(text, one->start_s, "Monitoring thread started.");
    add_epoch(text, one, 1, one->start_s + half_s, half_s, gpu_w);
    add_epoch(text, one, 2, one->end_s, half_s, gpu_w);
    add_line(text, one->end_s, "Monitoring thread ended.");
}

void write_carbontracker(const world *from, const char *folder)
{
    for (size_t i = 0; i < from->count; i++) {
        const told *one = &from->told[i];
        char name[96];
        plume_text text;

        if (one->tool != TOOL_CARBONTRACKER || one->left_out)
            continue;
        plume_text_init(&text);
        add_session(&text, from, one);
        snprintf(name, sizeof name,
                 "carbon/%d.r%02d_2026-05-04T080000Z_carbontracker.log", one->pid,
                 one->run);
        logs_put(folder, name, text.data, text.length);
        plume_text_dispose(&text);
    }
}
