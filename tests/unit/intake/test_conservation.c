/* Nothing vanishes: over folders of generated logs, sound and damaged, what was written
 * into them is what was read, and what was used is what a plain model says. PLUME_CASES
 * says how many folders; 2,000 by default. */
#include "support/support.h"

#include <dirent.h>
#include <unistd.h>
#include <zlib.h>

#include "core/hash.h"

enum { FILES = 5, RECORDS = 24, TEXT_BYTES = 20000 };

/* --- numbers by chance, the same on every machine --- */

typedef struct dice {
    uint64_t seed, thrown;
} dice;

static uint64_t throw_below(dice *d, uint64_t sides)
{
    d->thrown++;
    return plume_hash64(&d->thrown, sizeof d->thrown, d->seed) % sides;
}

/* --- the model --- */

/* A sound record: which run it is, how far it has come, and where it stands. */
typedef struct record {
    char key[40];
    int progress;
    int file;
    uint64_t line;
} record;

typedef struct made_file {
    char name[32];
    char text[TEXT_BYTES];
    size_t length;
    uint64_t lines;  /* so far */
    size_t rejected; /* damaged records in it */
    bool unreadable; /* refused as a whole */
} made_file;

typedef struct made_folder {
    made_file file[FILES];
    int files;
    record sound[FILES * RECORDS];
    size_t sound_count;
    bool gzip[FILES];
} made_folder;

/* Whether b takes the place of a, which came before it. */
static bool replaces(const record *a, const record *b)
{
    return b->progress > a->progress ||
           (b->progress == a->progress && a->file == b->file);
}

/* The best record of the run that sound[i] belongs to. */
static size_t best_of(const made_folder *made, size_t i)
{
    size_t best = SIZE_MAX;

    for (size_t j = 0; j < made->sound_count; j++) {
        if (strcmp(made->sound[j].key, made->sound[i].key) != 0)
            continue;
        if (best == SIZE_MAX || replaces(&made->sound[best], &made->sound[j]))
            best = j;
    }
    return best;
}

/* --- making logs --- */

static void add_line(made_file *file, const char *line)
{
    size_t length = strlen(line);

    ck_assert_uint_lt(file->length + length + 1, TEXT_BYTES);
    memcpy(file->text + file->length, line, length);
    file->length += length;
    file->text[file->length++] = '\n';
    file->lines++;
}

static void add_sound(made_folder *made, int file, const char *key, int progress)
{
    record *sound = &made->sound[made->sound_count++];

    snprintf(sound->key, sizeof sound->key, "%s", key);
    sound->progress = progress;
    sound->file = file;
    sound->line = made->file[file].lines;
}

/* A run written by hand is the same only when all of it is. */
static void tidy_row(made_folder *made, int file, dice *d)
{
    static const char *const damaged[] = {
        "x,abc,complete", ",1,complete",     "x,1",
        "x,1,sleepy",     "x,-1,complete",   "x,,complete",
        "x,1,complete,4", "x,1e999,complete"
    };
    int id = (int)throw_below(d, 5), hours = 1 + (int)throw_below(d, 3);
    char line[64], key[40];

    switch (throw_below(d, 8)) {
    case 0:
        add_line(&made->file[file], damaged[throw_below(d, 8)]);
        made->file[file].rejected++;
        return;
    case 1:
        add_line(&made->file[file], throw_below(d, 2) ? "" : ",,");
        return;
    case 2:
        add_line(&made->file[file], "run_id,hours,state");
        return;
    default:
        snprintf(line, sizeof line, "r%d,%d,complete", id, hours);
        snprintf(key, sizeof key, "tidy %d %d", id, hours);
        add_line(&made->file[file], line);
        add_sound(made, file, key, hours);
    }
}

static void make_tidy(made_folder *made, int file, dice *d)
{
    add_line(&made->file[file], "run_id,hours,state");
    for (uint64_t rows = throw_below(d, RECORDS); rows > 0; rows--)
        tidy_row(made, file, d);
}

/* Rows of CodeCarbon are totals since the start of their run: the longest counts. */
static void codecarbon_row(made_folder *made, int file, dice *d)
{
    int id = (int)throw_below(d, 4), minutes = 1 + (int)throw_below(d, 4);
    char line[400], key[40];

    if (throw_below(d, 8) == 0) {
        add_line(&made->file[file], "8,machine,N,,,,,,,,,,,,,,,,,,,,,,,,,,,,");
        made->file[file].rejected++;
        return;
    }
    snprintf(
        line, sizeof line,
        "2024-04-30T10:%02d:00,model,5eed0001-1111-4222-a333-00000000000%d,%d.0,0.0%d,"
        "1e-05,60.5,210.0,11.8,0.02,0.0%d,0.01,0.1%d,Portugal,PRT,lisbon,,,"
        "Linux-6.1.0-x86_64,3.11.2,2.4.1,16,Example CPU 9000,2,2 x Tesla V100-SXM2-16GB,"
        "-9.13,38.72,64.0,machine,N,1.0",
        minutes, id, 60 * minutes, minutes, minutes, minutes);
    snprintf(key, sizeof key, "codecarbon %d", id);
    add_line(&made->file[file], line);
    add_sound(made, file, key, minutes);
}

static void make_codecarbon(made_folder *made, int file, dice *d)
{
    add_line(&made->file[file],
             "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,"
             "gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,"
             "country_name,country_iso_code,region,cloud_provider,cloud_region,os,"
             "python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,"
             "longitude,latitude,ram_total_size,tracking_mode,on_cloud,pue");
    for (uint64_t rows = throw_below(d, RECORDS); rows > 0; rows--)
        codecarbon_row(made, file, d);
}

/* Sound rows, and then a quote that never closes: none of them may count. */
static void make_unreadable(made_folder *made, int file, dice *d)
{
    size_t before = made->sound_count;

    make_tidy(made, file, d);
    add_line(&made->file[file], "r1,\"1,complete");
    made->sound_count = before;
    made->file[file].rejected = 0;
    made->file[file].unreadable = true;
}

static void make_file(made_folder *made, int file, dice *d)
{
    static const char *const foreign[] = { "", "notes\n", "a,b\n1,2\n",
                                           ("\x7f"
                                            "ELF\1\2") };
    made_file *at = &made->file[file];

    snprintf(at->name, sizeof at->name, "%d.csv", file);
    made->gzip[file] = throw_below(d, 4) == 0;
    switch (throw_below(d, 8)) {
    case 0:
        at->length =
            (size_t)snprintf(at->text, TEXT_BYTES, "%s", foreign[throw_below(d, 4)]);
        break;
    case 1:
        make_unreadable(made, file, d);
        break;
    case 2:
    case 3:
    case 4:
        make_codecarbon(made, file, d);
        break;
    default:
        make_tidy(made, file, d);
    }
}

static void write_file(const made_folder *made, int file, const char *folder)
{
    const made_file *at = &made->file[file];
    char path[300];
    gzFile packed;

    if (!made->gzip[file]) {
        free(test_file(folder, at->name, at->text, at->length));
        return;
    }
    snprintf(path, sizeof path, "%s/%s.gz", folder, at->name);
    packed = gzopen(path, "wb1");
    ck_assert_ptr_nonnull(packed);
    ck_assert_int_eq(gzwrite(packed, at->text, (unsigned)at->length), (int)at->length);
    ck_assert_int_eq(gzclose(packed), Z_OK);
}

static void remove_files(const made_folder *made, const char *folder)
{
    char path[300];

    for (int i = 0; i < made->files; i++) {
        snprintf(path, sizeof path, "%s/%s%s", folder, made->file[i].name,
                 made->gzip[i] ? ".gz" : "");
        ck_assert_int_eq(unlink(path), 0);
    }
}

/* --- reading, and comparing with the model --- */

typedef struct checking {
    const made_folder *made;
    size_t next; /* in made->sound: the next that is to be used */
    uint64_t used;
    unsigned long number; /* of the case */
} checking;

static void skip_unused(checking *c)
{
    while (c->next < c->made->sound_count && best_of(c->made, c->next) != c->next)
        c->next++;
}

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    checking *c = state;
    const char *slash = strrchr(run->origin.path, '/');
    const record *wanted;

    (void)unused;
    skip_unused(c);
    ck_assert_msg(c->next < c->made->sound_count, "case %lu: a run too many", c->number);
    wanted = &c->made->sound[c->next++];
    ck_assert_msg(wanted->file == atoi(slash + 1) && wanted->line == run->origin.line,
                  "case %lu: got %s:%llu, not %d:%llu", c->number, run->origin.path,
                  (unsigned long long)run->origin.line, wanted->file,
                  (unsigned long long)wanted->line);
    c->used++;
    return PLUME_OK;
}

static size_t sound_in(const made_folder *made, int file)
{
    size_t count = 0;

    for (size_t i = 0; i < made->sound_count; i++)
        count += made->sound[i].file == file;
    return count;
}

static void check_inputs(const checking *c, const plume_intake *intake)
{
    for (size_t i = 0; i < plume_intake_count(intake); i++) {
        const plume_input *input = plume_intake_at(intake, i);
        int file = atoi(strrchr(input->path, '/') + 1);
        const made_file *made = &c->made->file[file];

        ck_assert(plume_records_balance(&input->records));
        /* A hand-written table of which nothing could be used is left out, and told; one
         * whose rows state nothing was none. */
        if (!made->unreadable && input->verdict != PLUME_INPUT_READ &&
            made->rejected > 0) {
            ck_assert(made->rejected > 0 && sound_in(c->made, file) == 0);
            continue;
        }
        ck_assert_msg(input->records.rejected == made->rejected,
                      "case %lu, %s: %llu rejected, not %zu", c->number, input->path,
                      (unsigned long long)input->records.rejected, made->rejected);
        ck_assert_uint_eq(input->records.read, made->rejected + sound_in(c->made, file));
        ck_assert_msg(!made->unreadable || input->verdict == PLUME_INPUT_REFUSED,
                      "case %lu, %s: not refused", c->number, input->path);
    }
}

/* Each rejected record is listed with its place. */
static void check_notes(const checking *c, const plume_notes *notes, uint64_t rejected)
{
    uint64_t listed = 0;

    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        const plume_note *note = plume_notes_at(notes, i);

        if (note->severity != PLUME_REJECTED)
            continue;
        listed++;
        ck_assert(note->path[0] != '\0' && note->line > 0 && note->code[0] != '\0');
    }
    ck_assert_msg(listed == rejected, "case %lu: %llu rejected, %llu listed", c->number,
                  (unsigned long long)rejected, (unsigned long long)listed);
}

static void read_folder(const made_folder *made, const char *folder, unsigned long number)
{
    checking c = { .made = made, .number = number };
    plume_records records;
    plume_intake *intake;
    plume_notes *notes;
    plume_error error;

    memset(&error, 0, sizeof error);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_intake_new(&intake, notes, &error), error);
    plume_intake_keep_going(intake, true);
    plume_intake_allow_nothing(intake);
    ck_ok(plume_intake_add(intake, folder, NULL, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ take, &c }, &error), error);
    skip_unused(&c);
    ck_assert_msg(c.next == made->sound_count, "case %lu: a run too few", number);
    records = plume_intake_records(intake);
    ck_assert(plume_records_balance(&records));
    ck_assert_uint_eq(records.used, c.used);
    if (made->sound_count > 0)
        check_inputs(&c, intake);
    check_notes(&c, notes, records.rejected);
    plume_intake_free(intake);
    plume_notes_free(notes);
}

START_TEST(what_was_written_is_what_was_read)
{
    const char *asked = getenv("PLUME_CASES");
    unsigned long cases = asked != NULL ? strtoul(asked, NULL, 10) : 2000;
    made_folder *made = malloc(sizeof *made);
    char *folder = test_folder();

    ck_assert_ptr_nonnull(made);
    for (unsigned long number = 0; number < cases; number++) {
        dice d = { number, 0 };

        memset(made, 0, sizeof *made);
        made->files = 1 + (int)throw_below(&d, FILES);
        for (int i = 0; i < made->files; i++) {
            make_file(made, i, &d);
            write_file(made, i, folder);
        }
        read_folder(made, folder, number);
        remove_files(made, folder);
    }
    ck_assert_int_eq(rmdir(folder), 0);
    free(folder);
    free(made);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, what_was_written_is_what_was_read);
}

int main(void)
{
    return test_main("conservation", add);
}
