/* evidence/rules/folders/job_folders.h -- what lies in the folder of a job. */
#ifndef PLUME_EVIDENCE_RULES_FOLDERS_JOB_FOLDERS_H
#define PLUME_EVIDENCE_RULES_FOLDERS_JOB_FOLDERS_H

#include "evidence/rules/doubt.h"

/* Rule `layout`, of Hydra; false: out of memory. */
bool plume_rule_job_folders(plume_relating *relating);

#endif
