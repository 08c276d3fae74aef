/* Formats of other programs that lie beside logs: each gets its own plain sentence. */
#include "intake/other_file.h"

#include <string.h>
#include <strings.h>

/* The first line of https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md. */
#define LFS_MARK "version https://git-lfs.github.com/spec/v1\n"

typedef struct other_file {
    const char *magic;
    size_t length;
    size_t at; /* where the magic stands */
    const char *reason;
} other_file;

#define MAGIC(bytes) bytes, sizeof(bytes) - 1

static const other_file known[] = {
    { MAGIC(LFS_MARK), 0,
      "a Git LFS pointer: the file itself is not here, `git lfs pull` fetches it" },
    { MAGIC("PK\003\004"), 0, "a ZIP archive (of a model, a document or a package)" },
    { MAGIC("\211HDF\r\n\032\n"), 0, "an HDF5 file, such as a model's weights" },
    { MAGIC("\223NUMPY"), 0, "a NumPy array" },
    { MAGIC("PAR1"), 0, "a Parquet file" },
    { MAGIC("ARROW1"), 0, "an Arrow file" },
    { MAGIC("GGUF"), 0, "a model's weights (GGUF)" },
    { MAGIC("\177ELF"), 0, "a program" },
    { MAGIC("%PDF-"), 0, "a PDF document" },
    { MAGIC("\211PNG\r\n\032\n"), 0, "a picture (PNG)" },
    { MAGIC("\377\330\377"), 0, "a picture (JPEG)" },
    { MAGIC("GIF8"), 0, "a picture (GIF)" },
    { MAGIC("ustar"), 257, "a tar archive" },
    { MAGIC("#!"), 0, "a script" },
    { MAGIC("-----BEGIN "), 0, "a key or a certificate" },
};

static bool begins(const plume_head *head, const other_file *file)
{
    return head->length >= file->at + file->length &&
           memcmp(head->bytes + file->at, file->magic, file->length) == 0;
}

/* Eight bytes of length, then a JSON map of tensors. */
static bool is_safetensors(const plume_head *head)
{
    return head->length > 16 && head->bytes[7] == '\0' && head->bytes[8] == '{' &&
           head->bytes[9] == '"';
}

/* nbformat 4: a JSON map with cells and the format's version. */
static bool is_notebook(const plume_head *head)
{
    size_t length = strlen(head->name);

    return length > 6 && strcmp(head->name + length - 6, ".ipynb") == 0 &&
           strstr(head->bytes, "\"cells\"") != NULL;
}

/* papermill says so; nbclient, which nbconvert and `jupyter execute` use, keeps when the
 * kernel was busy, as JupyterLab does where a person runs cells, and which alone adds
 * when the kernel says that it began. */
static bool was_executed_as_whole(const plume_head *head)
{
    return strstr(head->bytes, "\"papermill\"") != NULL ||
           (strstr(head->bytes, "\"iopub.status.busy\"") != NULL &&
            strstr(head->bytes, "\"shell.execute_reply.started\"") == NULL);
}

bool plume_other_file_is_pointer(const plume_head *head)
{
    return begins(head, &known[0]);
}

const char *plume_other_file_name(const plume_head *head)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (begins(head, &known[i]))
            return known[i].reason;
    if (is_notebook(head))
        return "a notebook, which keeps no times";
    if (is_safetensors(head))
        return "a model's weights (safetensors)";
    return "no reader knows its beginning";
}

static bool ends_in(const char *name, size_t length, const char *ending)
{
    size_t its = strlen(ending);

    return length > its && strncasecmp(name + length - its, ending, its) == 0;
}

static bool ends_in_any(const char *name, size_t length, const char *const *endings)
{
    for (; *endings != NULL; endings++)
        if (ends_in(name, length, *endings))
            return true;
    return false;
}

static bool is_called(const char *name, const char *const *stems)
{
    for (; *stems != NULL; stems++) {
        size_t length = strlen(*stems);

        if (strncasecmp(name, *stems, length) == 0 &&
            (name[length] == '\0' || name[length] == '.'))
            return true;
    }
    return false;
}

const char *plume_other_file_quotes(const plume_head *head)
{
    static const char *const documents[] = { ".md",   ".markdown", ".rst", ".adoc",
                                             ".html", ".htm",      ".tex", ".bib",
                                             ".Rmd",  ".qmd",      ".org", ".cls",
                                             ".sty",  ".mdx",      NULL };
    static const char *const sources[] = {
        ".py",   ".pyi", ".pyx",    ".js",    ".mjs", ".cjs",   ".jsx", ".ts",
        ".tsx",  ".css", ".scss",   ".c",     ".h",   ".cc",    ".cpp", ".hpp",
        ".cu",   ".cuh", ".go",     ".rs",    ".jl",  ".java",  ".kt",  ".scala",
        ".rb",   ".php", ".sh",     ".R",     ".m",   ".lua",   ".pl",  ".sql",
        ".bash", ".zsh", ".sbatch", ".slurm", ".ps1", ".cmake", NULL
    };
    static const char *const named[] = { "README",   "LICENSE",    "LICENCE", "CHANGELOG",
                                         "Makefile", "Dockerfile", NULL };
    const char *name = head->name;
    size_t length = strlen(name);

    if (is_notebook(head) && !was_executed_as_whole(head))
        return "a notebook that somebody works in; named, it is read for its times";
    if (ends_in_any(name, length, documents) || is_called(name, named))
        return "a document, which may quote logs and is none";
    return ends_in_any(name, length, sources) ? "the source of a program" : NULL;
}

bool plume_other_file_may_be_log(const char *path)
{
    static const char *const compressed[] = { ".gz", ".zst", ".xz" };
    static const char *const endings[] = { ".csv",     ".tsv",    ".psv",   ".log",
                                           ".db",      ".sqlite", ".jsonl", ".wandb",
                                           ".sqlite3", NULL };
    size_t length = strlen(path);
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;

    for (size_t i = 0; i < sizeof compressed / sizeof compressed[0]; i++)
        length -= ends_in(path, length, compressed[i]) ? strlen(compressed[i]) : 0;
    return ends_in_any(path, length, endings) ||
           strncmp(name, "events.out.tfevents.", 20) == 0 ||
           strcmp(name, "trainer_state.json") == 0;
}
