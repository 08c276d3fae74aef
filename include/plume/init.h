/* plume/init.h -- a study file to begin with, from what the logs reveal. */
#ifndef PLUME_INIT_H
#define PLUME_INIT_H

#include <plume/factors.h>
#include <plume/intake.h>
#include <plume/notes.h>
#include <plume/status.h>
#include <plume/study.h>
#include <plume/text.h>

PLUME_BEGIN

/* Reads intake and appends a commented plume.yaml that plume_study_load accepts: what the
 * logs say is filled in, what they do not say stands there as a comment marked "to fill
 * in". notes is the list the intake was made with. */
PLUME_API plume_status plume_init_write(plume_text *out, plume_intake *intake,
                                        const plume_study *study, plume_factors *factors,
                                        plume_notes *notes, const char *templates,
                                        plume_error *error);

PLUME_END

#endif
