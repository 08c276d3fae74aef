/* The scheduler's accounting, a hand-written table, and what nvidia-smi prints. */
#include "properties/logs.h"

#include <stdio.h>

static void add_job(plume_text *text, const world *from, const told *one)
{
    const true_run *run = &from->run[one->run];
    bool dead = run->failed || (one->session == 0 && one->rank < 0);

    plume_text_printf(text, "%d|train|%s|", 5000 + one->run,
                      dead ? "FAILED" : "COMPLETED");
    logs_stamp(text, one->start_s + from->zone_s, 'T');
    plume_text_add(text, "|");
    logs_stamp(text, one->end_s + from->zone_s, 'T');
    plume_text_printf(text,
                      "|%.0f|billing=8,cpu=8,gres/gpu:a100=%d,gres/gpu=%d,mem=%dG,node=1",
                      (double)(int64_t)one->end_s - (double)(int64_t)one->start_s,
                      one->devices, one->devices, 32 + one->run % 3 * 64);
    if (from->hosts)
        plume_text_printf(text, "|%s", world_host(from, one->host));
    plume_text_add(text, "|gpu\n");
}

void write_slurm(const world *from, const char *folder)
{
    const told *all[TOLD_MAX];

    for (int file = 0; file < 2; file++) {
        size_t count = world_of(from, TOOL_SLURM, file, all);
        plume_text text;

        plume_text_init(&text);
        plume_text_printf(
            &text, "JobID|JobName|State|Start|End|ElapsedRaw|AllocTRES%s|Partition\n",
            from->hosts ? "|NodeList" : "");
        for (size_t i = 0; i < count; i++)
            add_job(&text, from, all[i]);
        if (count > 0)
            logs_put(folder, file == 0 ? "jobs.psv" : "jobs-more.psv", text.data,
                     text.length);
        plume_text_dispose(&text);
    }
}

static void add_uuid(plume_text *text, int host, int device)
{
    plume_text_printf(text, "GPU-%d%d5f1c2a-1111-4222-8333-444455556666", host, device);
}

/* The first of its host: those that a trace measures. */
static void add_uuids(plume_text *text, const told *one)
{
    plume_text_add(text, ",\"");
    for (int device = 0; device < one->devices; device++) {
        plume_text_add(text, device > 0 ? "," : "");
        add_uuid(text, one->host, device);
    }
    plume_text_add(text, "\"");
}

void write_table(const world *from, const char *folder)
{
    const told *all[TOLD_MAX];

    for (int file = 0; file < 2; file++) {
        size_t count = world_of(from, TOOL_TABLE, file, all);
        plume_text text;

        plume_text_init(&text);
        plume_text_printf(&text, "run_id,start,end,hours,device,device_count,host%s\n",
                          from->uuids ? ",devices" : "");
        for (size_t i = 0; i < count; i++) {
            plume_text_printf(&text, "t%02d,", all[i]->run);
            logs_stamp(&text, all[i]->start_s, 'T');
            plume_text_add(&text, "Z,");
            logs_stamp(&text, all[i]->end_s, 'T');
            plume_text_printf(&text, "Z,%.9g,A100,%d,%s",
                              (all[i]->end_s - all[i]->start_s) / 3600.0, all[i]->devices,
                              world_host(from, all[i]->host));
            if (from->uuids)
                add_uuids(&text, all[i]);
            plume_text_add(&text, "\n");
        }
        if (count > 0)
            logs_put(folder, file == 0 ? "runs.csv" : "runs-more.csv", text.data,
                     text.length);
        plume_text_dispose(&text);
    }
}

/* --- nvidia-smi --- */

/* Watts of one device: those of the run on this host, else idle. */
static double power_at(const world *from, int host, double time_s)
{
    for (size_t i = 0; i < from->runs; i++)
        if (from->run[i].host == host && time_s >= from->run[i].start_s &&
            time_s <= from->run[i].end_s)
            return from->run[i].gpu_w;
    return 55.0;
}

static const double interval_s = 20.0;

static void add_reading(plume_text *text, const world *from, const told *one,
                        double time_s)
{
    double watts = power_at(from, one->host, time_s);

    for (int device = 0; device < one->devices; device++) {
        if (from->hosts)
            plume_text_printf(text, "%s, ", world_host(from, one->host));
        logs_stamp(text, time_s, ' ');
        plume_text_printf(text, ".%03d, %d, ",
                          (int)((time_s - (double)(int64_t)time_s) * 1000.0), device);
        if (from->uuids) {
            add_uuid(text, one->host, device);
            plume_text_add(text, ", ");
        }
        plume_text_printf(text, WORLD_DEVICE ", %.2f W\n", watts);
    }
}

double trace_kwh(const world *from, const told *trace)
{
    double joules = 0.0;

    for (double time_s = trace->start_s; time_s + interval_s <= trace->end_s;
         time_s += interval_s)
        joules += trace->devices * interval_s *
                  (power_at(from, trace->host, time_s) +
                   power_at(from, trace->host, time_s + interval_s)) /
                  2.0;
    return joules / 3.6e6;
}

/* The second file takes the later half of the samples. */
static void write_trace(const world *from, const told *one, size_t number,
                        const char *folder)
{
    double half_s = one->start_s + (one->end_s - one->start_s) / 2.0;

    for (int file = 0; file < 2; file++) {
        char name[64];
        plume_text text;
        size_t readings = 0;

        plume_text_init(&text);
        plume_text_printf(&text, "%stimestamp, index, %sname, power.draw [W]\n",
                          from->hosts ? "hostname, " : "", from->uuids ? "uuid, " : "");
        for (double time_s = one->start_s; time_s <= one->end_s; time_s += interval_s)
            if (one->file == 0 ? file == 0 : (time_s >= half_s) == (file == 1)) {
                add_reading(&text, from, one, time_s);
                readings++;
            }
        snprintf(name, sizeof name, "smi-%zu%s.csv", number, file == 0 ? "" : "-more");
        if (readings > 0)
            logs_put(folder, name, text.data, text.length);
        plume_text_dispose(&text);
    }
}

void write_smi(const world *from, const char *folder)
{
    for (size_t i = 0; i < from->count; i++)
        if (from->told[i].tool == TOOL_SMI && !from->told[i].left_out)
            write_trace(from, &from->told[i], i, folder);
}
