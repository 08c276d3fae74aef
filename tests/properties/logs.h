/* properties/logs.h -- a world's accounts in the grammar of each tool. */
#ifndef PLUME_TESTS_PROPERTIES_LOGS_H
#define PLUME_TESTS_PROPERTIES_LOGS_H

#include "properties/world.h"

#include <plume/text.h>

#define WORLD_DEVICE "NVIDIA A100-SXM4-40GB"

/* Creates the folders on the way. Below: relative to the folder. */
void logs_put(const char *folder, const char *below, const void *bytes, size_t length);

/* "2026-05-04T10:00:00" with what stands between day and hour; seconds are cut. */
void logs_stamp(plume_text *out, double time_s, char between);

void write_slurm(const world *from, const char *folder);
void write_codecarbon(const world *from, const char *folder);
void write_tasks(const world *from, const char *folder);
void write_mlflow(const world *from, const char *folder);
void write_mlflow_store(const world *from, const char *folder);
void write_wandb(const world *from, const char *folder);
void write_events(const world *from, const char *folder);
void write_carbontracker(const world *from, const char *folder);
void write_optuna(const world *from, const char *folder);
void write_ray(const world *from, const char *folder);
void write_trainer(const world *from, const char *folder);
void write_table(const world *from, const char *folder);
void write_smi(const world *from, const char *folder);

/* A database of SQLite, made by sql; and the tables of MLflow's tracking store. */
void logs_put_store(const char *folder, const char *name, const char *sql);
extern const char logs_mlflow_tables[];

#endif
