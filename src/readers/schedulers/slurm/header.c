/* The header of an sacct export: recognising it, and the names of its columns. */
#include "readers/schedulers/slurm/header.h"

#include <ctype.h>
#include <string.h>

#include "core/ascii.h"
#include <plume/names.h>

const char slurm_command[] =
    "sacct -P --duplicates --format=JobIDRaw,JobID,JobName,Partition,State,Start,End,"
    "ElapsedRaw,NCPUS,NNodes,AllocTRES,ReqMem,TotalCPU,ConsumedEnergyRaw,NodeList";

static const char *const names[SLURM_COLUMN_COUNT] = {
    [SLURM_JOB_ID] = "JobID",
    [SLURM_JOB_ID_RAW] = "JobIDRaw",
    [SLURM_JOB_NAME] = "JobName",
    [SLURM_CLUSTER] = "Cluster",
    [SLURM_STATE] = "State",
    [SLURM_START] = "Start",
    [SLURM_END] = "End",
    [SLURM_ELAPSED] = "Elapsed",
    [SLURM_ELAPSED_RAW] = "ElapsedRaw",
    [SLURM_SUSPENDED] = "Suspended",
    [SLURM_CPU_TIME] = "CPUTime",
    [SLURM_CPU_TIME_RAW] = "CPUTimeRAW",
    [SLURM_TOTAL_CPU] = "TotalCPU",
    [SLURM_CPUS] = "NCPUS",
    [SLURM_ALLOC_CPUS] = "AllocCPUS",
    [SLURM_NODES] = "NNodes",
    [SLURM_ALLOC_NODES] = "AllocNodes",
    [SLURM_ALLOC_TRES] = "AllocTRES",
    [SLURM_REQ_TRES] = "ReqTRES",
    [SLURM_ALLOC_GRES] = "AllocGRES",
    [SLURM_REQ_GRES] = "ReqGRES",
    [SLURM_REQ_MEM] = "ReqMem",
    [SLURM_ENERGY] = "ConsumedEnergy",
    [SLURM_ENERGY_RAW] = "ConsumedEnergyRaw",
    [SLURM_NODE_LIST] = "NodeList",
    [SLURM_ACCOUNT] = "Account",
    [SLURM_USER] = "User",
    [SLURM_PARTITION] = "Partition",
};

const char *slurm_column_name(slurm_column column)
{
    return names[column];
}

/* Every field that sacct has or once had, so that an export is known by any of them. */
static const char *const fields[] = {
    "Account",
    "AdminComment",
    "AllocCPUS",
    "AllocGRES",
    "AllocNodes",
    "AllocTRES",
    "AssocID",
    "AveCPU",
    "AveCPUFreq",
    "AveDiskRead",
    "AveDiskWrite",
    "AvePages",
    "AveRSS",
    "AveVMSize",
    "BlockID",
    "Cluster",
    "Comment",
    "Constraints",
    "ConsumedEnergy",
    "ConsumedEnergyRaw",
    "Container",
    "CPUTime",
    "CPUTimeRAW",
    "DBIndex",
    "DerivedExitCode",
    "Elapsed",
    "ElapsedRaw",
    "Eligible",
    "End",
    "ExitCode",
    "Extra",
    "FailedNode",
    "Flags",
    "GID",
    "Group",
    "JobID",
    "JobIDRaw",
    "JobName",
    "Layout",
    "Licenses",
    "MaxDiskRead",
    "MaxDiskReadNode",
    "MaxDiskReadTask",
    "MaxDiskWrite",
    "MaxDiskWriteNode",
    "MaxDiskWriteTask",
    "MaxPages",
    "MaxPagesNode",
    "MaxPagesTask",
    "MaxRSS",
    "MaxRSSNode",
    "MaxRSSTask",
    "MaxVMSize",
    "MaxVMSizeNode",
    "MaxVMSizeTask",
    "McsLabel",
    "MinCPU",
    "MinCPUNode",
    "MinCPUTask",
    "NCPUS",
    "NNodes",
    "NodeList",
    "NTasks",
    "Partition",
    "Planned",
    "PlannedCPU",
    "PlannedCPURAW",
    "Priority",
    "QOS",
    "QOSRAW",
    "QOSREQ",
    "Reason",
    "ReqCPUFreq",
    "ReqCPUFreqGov",
    "ReqCPUFreqMax",
    "ReqCPUFreqMin",
    "ReqCPUS",
    "ReqGRES",
    "ReqMem",
    "ReqNodes",
    "ReqTRES",
    "Reservation",
    "ReservationId",
    "Reserved",
    "Restarts",
    "ResvCPU",
    "ResvCPURAW",
    "SLUID",
    "Start",
    "State",
    "StdErr",
    "StdIn",
    "StdOut",
    "Submit",
    "SubmitLine",
    "Suspended",
    "SystemComment",
    "SystemCPU",
    "Timelimit",
    "TimelimitRaw",
    "TotalCPU",
    "TRESUsageInAve",
    "TRESUsageInMax",
    "TRESUsageInMaxNode",
    "TRESUsageInMaxTask",
    "TRESUsageInMin",
    "TRESUsageInMinNode",
    "TRESUsageInMinTask",
    "TRESUsageInTot",
    "TRESUsageOutAve",
    "TRESUsageOutMax",
    "TRESUsageOutMaxNode",
    "TRESUsageOutMaxTask",
    "TRESUsageOutMin",
    "TRESUsageOutMinNode",
    "TRESUsageOutMinTask",
    "TRESUsageOutTot",
    "UID",
    "User",
    "UserCPU",
    "WCKey",
    "WCKeyID",
    "WorkDir",
};

/* Of these one at least stands in a header that is of use, and in few other tables. */
static const char *const telling[] = {
    "JobID",      "JobIDRaw",   "ElapsedRaw",     "ConsumedEnergyRaw",
    "CPUTimeRAW", "CPUTime",    "ConsumedEnergy", "AllocTRES",
    "ReqTRES",    "AllocNodes", "AllocCPUS",      "TotalCPU",
};

enum { LINES_LOOKED_AT = 8, NAME_MOST = 40 };

static bool is_one_of(const char *const *list, size_t count, const char *text,
                      size_t length)
{
    char name[NAME_MOST];

    if (length == 0 || length >= sizeof name)
        return false;
    memcpy(name, text, length);
    name[length] = '\0';
    for (size_t i = 0; i < count; i++)
        if (plume_name_equal(list[i], name))
            return true;
    return false;
}

bool slurm_is_field(const char *text, size_t length)
{
    return is_one_of(fields, sizeof fields / sizeof fields[0], text, length);
}

static bool is_telling(const char *text, size_t length)
{
    return is_one_of(telling, sizeof telling / sizeof telling[0], text, length);
}

/* Whether names of fields can be most of a row: none begins with a digit. */
static bool is_wordy(const plume_row *row)
{
    size_t words = 0, filled = 0;

    for (size_t i = 0; i < row->count; i++) {
        char first = row->field[i].text[0];

        filled += first != '\0';
        words += first != '\0' && !plume_is_digit(first);
    }
    return words * 2 > filled;
}

/* Of a header one of the first two cells is a field of sacct, at the least. */
static bool may_be_header(const plume_row *row)
{
    size_t filled = 0;

    for (size_t i = 0; i < row->count && filled < 2; i++) {
        plume_field cell = row->field[i];

        filled += cell.length > 0;
        if (cell.length > 0 && isalpha((unsigned char)cell.text[0]) &&
            slurm_is_field(cell.text, cell.length))
            return true;
    }
    return false;
}

/* Files that were joined: the other header need not be the same. */
bool slurm_is_header_row(const plume_row *row)
{
    size_t known = 0, filled = 0;

    if (!is_wordy(row) || !may_be_header(row))
        return false;
    for (size_t i = 0; i < row->count; i++) {
        plume_field cell = row->field[i];

        filled += cell.length > 0;
        known += cell.length > 0 && slurm_is_field(cell.text, cell.length);
    }
    return filled >= 2 && known * 2 > filled;
}

typedef struct tally {
    size_t cells, known, telling;
} tally;

/* Cells between delimiters; for a blank, runs of blanks delimit. */
static tally count_cells(const char *line, size_t length, char delimiter)
{
    const char *at = line, *end = line + length;
    tally found = { 0, 0, 0 };

    while (at < end) {
        const char *stop = memchr(at, delimiter, (size_t)(end - at));
        const char *begin = at;

        if (stop == NULL)
            stop = end;
        at = stop + 1;
        while (begin < stop && (*begin == ' ' || *begin == '"'))
            begin++;
        while (stop > begin && (stop[-1] == ' ' || stop[-1] == '"'))
            stop--;
        if (begin == stop)
            continue;
        found.cells++;
        found.known += slurm_is_field(begin, (size_t)(stop - begin));
        found.telling += is_telling(begin, (size_t)(stop - begin));
    }
    return found;
}

/* Users add columns of their own, sacct knows none: most names must be its. */
static bool is_header(const char *line, size_t length, char delimiter)
{
    tally found = count_cells(line, length, delimiter);
    size_t wanted = delimiter == ',' || delimiter == ';' ? 3 : 2;

    return found.known >= wanted && found.telling >= 1 && found.known * 2 > found.cells;
}

static bool is_rule(const char *line, size_t length)
{
    size_t dashes = 0;

    for (size_t i = 0; i < length; i++) {
        if (line[i] != '-' && line[i] != ' ')
            return false;
        dashes += line[i] == '-';
    }
    return dashes >= 3;
}

static const char *next_line(const char *at, size_t *length)
{
    *length = strcspn(at, "\r\n");
    return at;
}

static const char *line_after(const char *at, size_t length)
{
    at += length;
    if (*at == '\r')
        at++;
    return *at == '\n' ? at + 1 : at;
}

static slurm_header header_in(const char *line, size_t length, const char *after,
                              char *delimiter)
{
    static const char delimiters[] = "|\t^~:#;,";
    size_t after_length;

    for (const char *d = delimiters; *d != '\0'; d++)
        if (is_header(line, length, *d)) {
            *delimiter = *d;
            return SLURM_HEADER_ROWS;
        }
    *delimiter = ' ';
    next_line(after, &after_length);
    if (is_header(line, length, ' ') && is_rule(after, after_length))
        return SLURM_HEADER_FIXED_WIDTH;
    return SLURM_HEADER_NONE;
}

/* The first line that is not blank; before a table of fixed width the command that
 * printed it may stand. */
slurm_header slurm_header_of(const char *head, char *delimiter)
{
    bool first = true;
    size_t length;

    for (int i = 0; i < LINES_LOOKED_AT && *head != '\0'; i++) {
        const char *line = next_line(head, &length);
        slurm_header found;

        head = line_after(line, length);
        if (strspn(line, " \t") >= length)
            continue;
        found = header_in(line, length, head, delimiter);
        if (found == SLURM_HEADER_FIXED_WIDTH || (first && found != SLURM_HEADER_NONE))
            return found;
        first = false;
    }
    return SLURM_HEADER_NONE;
}
