/* What GNU time tells has no date: it is of the one run that lies beside it or below, if
 * that run can have been most of the command. */
#include "evidence/rules/folders/commands.h"

#include <math.h>
#include <string.h>

#include "intake/internal.h"

/* A run is at least half of the command that made it, and no longer; clocks differ. */
static const double share_least = 0.5, share_most = 1.02, slack_s = 2.0;
enum { COMMANDS_MOST = 64 };

static const char *path_of(const plume_relating *relating, uint32_t account)
{
    return relating->intake->met[plume_book_input(relating->book, account)]->path;
}

static bool is_command(const plume_book *book, uint32_t account)
{
    return strcmp(book->reader[book->account[account].reader], "gnu_time") == 0;
}

static bool is_below(const char *path, const char *folder, size_t length)
{
    return strncmp(path, folder, length) == 0;
}

/* The runs beside a command. */
typedef struct beside {
    uint32_t account; /* one of the only group; PLUME_NOBODY none */
    bool several;
    double length_s; /* the longest account of it */
} beside;

static void look_at(beside *found, const plume_relating *relating, uint32_t account)
{
    enum { NEVER = PLUME_ACCOUNT_REPEATED | PLUME_ACCOUNT_TRACE };
    const plume_groups *groups = relating->groups;
    const plume_account *one = &relating->book->account[account];
    uint32_t group = plume_group_of(groups, account);

    if ((one->flags & NEVER) != 0 || is_command(relating->book, account) ||
        plume_group_holder(groups, group) != PLUME_NOBODY)
        return;
    if (found->account == PLUME_NOBODY)
        found->account = account;
    found->several |= plume_group_of(groups, found->account) != group;
    found->length_s = fmax(found->length_s, plume_account_length_s(one));
}

static void relate_command(plume_relating *relating, uint32_t command)
{
    double took_s = plume_account_length_s(&relating->book->account[command]);
    const char *path = path_of(relating, command), *slash = strrchr(path, '/');
    size_t length = slash != NULL ? (size_t)(slash + 1 - path) : 0;
    beside found = { PLUME_NOBODY, false, 0.0 };

    for (uint32_t i = 0; i < relating->book->count && !found.several; i++)
        if (is_below(path_of(relating, i), path, length))
            look_at(&found, relating, i);
    if (found.account != PLUME_NOBODY && !found.several &&
        found.length_s >= share_least * took_s &&
        found.length_s <= share_most * took_s + slack_s)
        plume_groups_join(relating->groups, found.account, command, PLUME_RULE_LAYOUT);
}

/* Rule `layout`, of GNU time. */
bool plume_rule_commands(plume_relating *relating)
{
    size_t commands = 0;

    if (relating->intake == NULL)
        return true;
    for (uint32_t i = 0; i < relating->book->count && commands < COMMANDS_MOST; i++)
        if (is_command(relating->book, i)) {
            relate_command(relating, i);
            commands++;
        }
    return true;
}
