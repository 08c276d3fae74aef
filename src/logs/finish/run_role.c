/* The role of a run: as it is stated, as its log says, or as its names give it away. */
#include "logs/finish/run_role.h"

#include <fnmatch.h>
#include <string.h>

#include "records/role_guess.h"

enum { TAG_MOST = 256 };

/* A tag that has a key matches as a whole and by its value alone. */
static bool matches_one(const char *pattern, const char *tag)
{
    const char *value = strchr(tag, '=');

    return fnmatch(pattern, tag, 0) == 0 ||
           (value != NULL && value[1] != '\0' && fnmatch(pattern, value + 1, 0) == 0);
}

/* Of tags with commas any one matches. */
static bool matches_tag(const char *pattern, const char *tags)
{
    char tag[TAG_MOST];

    while (*tags != '\0') {
        size_t length = strcspn(tags, ",");
        const char *from = tags + strspn(tags, " ");
        size_t size = (size_t)(tags + length - from);

        if (from <= tags + length && size > 0 && size < sizeof tag) {
            memcpy(tag, from, size);
            tag[size] = '\0';
            if (matches_one(pattern, tag))
                return true;
        }
        tags += length + (tags[length] == ',');
    }
    return false;
}

/* From any of its folders on, and each folder alone: '*' goes over slashes as well. */
static bool matches_path(const char *pattern, const char *path)
{
    char part[TAG_MOST];

    for (const char *at = path; at != NULL; at = strchr(at, '/')) {
        size_t length;

        at += at != path || *at == '/';
        if (*at == '\0')
            return false;
        if (fnmatch(pattern, at, 0) == 0)
            return true;
        length = strcspn(at, "/");
        if (length > 0 && length < sizeof part) {
            memcpy(part, at, length);
            part[length] = '\0';
            if (fnmatch(pattern, part, 0) == 0)
                return true;
        }
    }
    return false;
}

static bool matches(const char *pattern, const plume_run *run, const char *path)
{
    const char *const names[] = { run->name, run->study, run->id, run->owner.project };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i][0] != '\0' && fnmatch(pattern, names[i], 0) == 0)
            return true;
    return matches_tag(pattern, run->owner.tags) || matches_path(pattern, path);
}

static void set(plume_run *run, plume_role role, plume_role_source source,
                const char *rule)
{
    run->role = role;
    run->role_source = source;
    run->role_rule = rule;
}

/* The part of a path that a person chose for this work: two folders and the file. */
static const char *last_three(const char *path)
{
    const char *from = path;
    size_t slashes = 0;

    for (const char *at = path + strlen(path); at > path; at--)
        if (at[-1] == '/' && ++slashes == 3) {
            from = at;
            break;
        }
    return from;
}

static const plume_path_role *role_of_path(plume_path_role *of_path, const char *path)
{
    if (!of_path->known) {
        of_path->word = "";
        of_path->role = plume_role_guess(last_three(path), &of_path->word);
        of_path->known = true;
    }
    return of_path;
}

static void guess(plume_run *run, const char *path, plume_path_role *of_path,
                  bool by_hand)
{
    const char *const names[] = { run->name, run->study, run->owner.tags,
                                  run->owner.project };
    static const plume_role_source sources[] = { PLUME_ROLE_BY_NAME, PLUME_ROLE_BY_STUDY,
                                                 PLUME_ROLE_BY_TAG,
                                                 PLUME_ROLE_BY_PROJECT };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *word = "";
        plume_role role = plume_role_guess(names[i], &word);

        if (role != PLUME_ROLE_UNKNOWN) {
            set(run, role, sources[i], word);
            return;
        }
    }
    if (!by_hand && role_of_path(of_path, path)->role != PLUME_ROLE_UNKNOWN)
        set(run, of_path->role, PLUME_ROLE_BY_PATH, of_path->word);
}

void plume_run_role_set(plume_run *run, const plume_input_options *options,
                        const char *path, plume_path_role *of_path, bool by_hand)
{
    if (options->role != PLUME_ROLE_UNKNOWN) {
        set(run, options->role, PLUME_ROLE_BY_INPUT, "");
        return;
    }
    for (size_t i = 0; i < options->role_count; i++)
        if (matches(options->roles[i].pattern, run, path)) {
            set(run, options->roles[i].role, PLUME_ROLE_BY_PATTERN,
                options->roles[i].pattern);
            return;
        }
    if (run->role != PLUME_ROLE_UNKNOWN)
        run->role_rule = run->origin.reader;
    else
        guess(run, path, of_path, by_hand);
}
