/* plume/plume.h -- the whole public interface. */
#ifndef PLUME_PLUME_H
#define PLUME_PLUME_H

#include <plume/audit.h>
#include <plume/chart.h>
#include <plume/compare.h>
#include <plume/difference.h>
#include <plume/evidence.h>
#include <plume/factors.h>
#include <plume/footprint.h>
#include <plume/init.h>
#include <plume/input.h>
#include <plume/intake.h>
#include <plume/keys.h>
#include <plume/ledger.h>
#include <plume/lifecycle.h>
#include <plume/market.h>
#include <plume/memory.h>
#include <plume/method.h>
#include <plume/modules.h>
#include <plume/names.h>
#include <plume/notes.h>
#include <plume/number.h>
#include <plume/output.h>
#include <plume/partial.h>
#include <plume/power.h>
#include <plume/report.h>
#include <plume/reproduce.h>
#include <plume/run.h>
#include <plume/run_columns.h>
#include <plume/score.h>
#include <plume/search.h>
#include <plume/series.h>
#include <plume/status.h>
#include <plume/study.h>
#include <plume/text.h>
#include <plume/threads.h>
#include <plume/time.h>
#include <plume/uncertainty.h>
#include <plume/value.h>
#include <plume/verdict.h>
#include <plume/verify.h>
#include <plume/version.h>

#endif
