/* core/database/schema_page.h -- the tables of an SQLite file whose schema is small, told
 * from its first page. */
#ifndef PLUME_CORE_DATABASE_SCHEMA_PAGE_H
#define PLUME_CORE_DATABASE_SCHEMA_PAGE_H

#include <plume/text.h>

#include "core/input/extent.h"

/* Adds each table and a newline, as plume_database_list_tables does. False, and nothing
 * added: SQLite is to be asked. A true answer says nothing of what else is in the file;
 * there may be no write-ahead log beside it. */
bool plume_schema_page_list(plume_text *out, const plume_extent *file);

#endif
