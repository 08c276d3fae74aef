/* study/study.h -- a study out of the text of its file. */
#ifndef PLUME_STUDY_STUDY_H
#define PLUME_STUDY_STUDY_H

#include <plume/study.h>

/* Reads the text of a study file into a fresh study; path names it in messages. */
plume_status plume_study_parse(plume_study *study, const char *text, size_t length,
                               const char *path, plume_factors *factors,
                               plume_error *error);

#endif
